using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Cli.Quizzes;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Test.Quizzes;

/// <summary>What quizzes hide can be found, but not without looking.</summary>
public sealed class MysteryTest
{
    private const int Quizzes = 200;

    // Beyond this, a change would strike the eye in any picture.
    private const double Trivial = 30;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    // The least multiples that docs/lessons/10-mystery.md promises.
    [Theory]
    [Trait("takes", "seconds")]
    [InlineData(false, 2)]
    [InlineData(true, 1.25)]
    public void Each_change_is_a_multiple_of_the_noise(bool isHard, double least)
    {
        for (var number = 0UL; number < Quizzes; number++)
        {
            var mystery = Mystery.Of(number, isHard);
            Assert.Equal(isHard ? 3 : 1, mystery.Anomalies.Length);
            Assert.All(mystery.Anomalies, anomaly => Assert.InRange(Change(mystery, anomaly), least, Trivial));
        }
    }

    [Fact]
    public void Anomalies_act_on_different_metrics_one_after_another()
    {
        for (var number = 0UL; number < Quizzes; number++)
        {
            var anomalies = Mystery.Of(number, isHard: true).Anomalies;
            Assert.Equal(3, anomalies.Select(anomaly => anomaly.Metric).Distinct(StringComparer.Ordinal).Count());
            Assert.All(anomalies.Zip(anomalies.Skip(1)), pair => Assert.True(pair.First.After + pair.First.Duration <= pair.Second.After));
            Assert.True(anomalies[^1].After + anomalies[^1].Duration < Mystery.History);
        }
    }

    [Fact]
    public void The_number_alone_says_what_is_hidden()
    {
        Assert.Equal(Mystery.Of(7, false).ToScenario(), Mystery.Of(7, false).ToScenario());
        Assert.Equal(Quizzes, Enumerable.Range(0, Quizzes).Select(number => Mystery.Of((ulong)number, true).ToScenario()).Distinct(StringComparer.Ordinal).Count());
    }

    // The mean difference between the run and its clean twin while the anomaly acts, in standard deviations of the twin.
    private static double Change(Mystery mystery, HiddenAnomaly anomaly)
    {
        var run = new RecordedRun(RunOf(mystery), []);
        var (ran, clean) = (Curve(run), Curve(run.WithoutAnomalies()));
        double sum = 0, squares = 0, change = 0;
        var during = 0;
        for (var i = 0; i < clean.Length; i++)
        {
            sum += clean[i].Value;
            squares += clean[i].Value * clean[i].Value;
            // A window that lies within the anomaly.
            if (clean[i].Instant - Window < s_start + anomaly.After || clean[i].Instant > s_start + anomaly.After + anomaly.Duration) continue;
            change += Math.Abs((double.IsFinite(ran[i].Value) ? ran[i].Value : 0) - clean[i].Value);
            during++;
        }

        var mean = sum / clean.Length;
        return change / during / Math.Sqrt(squares / clean.Length - mean * mean);

        (DateTimeOffset Instant, double Value)[] Curve(RecordedRun of)
        {
            var metric = CurveMetric.Find(of.Run.Model, anomaly.Series, out _)!;
            var query = new CurveQuery(metric.Key, metric.Name, metric.Key == "session_duration" ? Measure.Mean : Measure.Rate) { Matchers = metric.Matchers, Window = Window, Quantiles = [] };
            var ticks = of.Run.Model.Timeline.TicksIn(Mystery.History - Window);
            return [.. new CurveReader(of, of.Run.Model.Timeline.TicksIn(Window), ticks, (int)(ticks / 6)).Read(query, default).Single().Points.Select(point => (point.Instant, point.Value))];
        }
    }

    private static Run RunOf(Mystery mystery)
    {
        var run = new RunReader(new RunRequest(Seed: mystery.Seed, Start: s_start) { SealedScenario = mystery.ToScenario() }, () => 0, _ => s_start, null).Read(out var report);
        Assert.True(run is not null, report);
        return run;
    }
}
