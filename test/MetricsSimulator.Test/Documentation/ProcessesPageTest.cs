using System.Globalization;
using System.Text.RegularExpressions;
using MetricsSimulator.Configuration;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Documentation;

/// <summary>The numbers of docs/processes.md follow from the model and the engine.</summary>
public sealed partial class ProcessesPageTest
{
    // The seeds that the page names.
    private const double Runs = 500;

    private static readonly MarkdownPage Page = MarkdownPage.Read("docs/processes.md");

    private static readonly SimulationModel Model = ConfigurationReader.BuiltIn.ToModel(42, DateTimeOffset.UnixEpoch);

    [Fact]
    public void The_table_of_an_hour_and_a_day_is_theory_and_what_was_measured_agrees_with_it()
    {
        var rows = Page.TableRows("## After an hour and a day").ToArray();

        Assert.Equal(16, rows.Length);
        Assert.All(rows, row =>
        {
            var (mean, deviation) = Theory(row[0], int.Parse(row[1].Split(' ')[0], CultureInfo.InvariantCulture));
            Assert.Equal($"{Spell(mean)} ± {Spell(deviation)}", row[2]);
            var measured = row[3].Split(" ± ").Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            Expect.Within(row[0] + " mean", measured[0], mean, 5 * deviation / Math.Sqrt(Runs));
            Expect.Within(row[0] + " deviation", measured[1], deviation, 5 * deviation / Math.Sqrt(2 * (Runs - 1)));
        });
    }

    [Fact]
    public void The_worked_example_has_the_draws_of_the_engine()
    {
        var counter = Counter("token_usage");
        var key = new SeriesKeys(42, counter.Name, counter.Labels, new SeriesRange(0, 1))[0];
        var identity = Fnv1a.Append(Fnv1a.OffsetBasis, System.Text.Encoding.UTF8.GetBytes(counter.Name + counter.Labels.Format(0)));
        var rates = new Simulator(new SimulationModel(42, Model.Timeline, [new GaugeDefinition(counter.Key, counter.Name, "", counter.Labels, counter.Rate.Process)]));
        var totals = new Simulator(new SimulationModel(42, Model.Timeline, [counter]));
        var lines = new List<string> { $"identity 0x{identity:x16}", $"key      0x{key.Word0:x8} 0x{key.Word1:x8}" };
        for (var tick = 0; tick < 4; tick++)
        {
            rates.AdvanceTo(tick);
            totals.AdvanceTo(tick);
            using var rate = rates.Acquire();
            using var total = totals.Acquire();
            var draws = new DrawStream(key, tick, DrawPurpose.PathStep);
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"tick {tick}: total {total.Values[0]}, rate {rate.Values[0]:F6}, uniform {draws.Uniform(0):F16}, normal {draws.Normal(0):F12}"));
        }

        Assert.Equal(lines, Page.Blocks.Single(block => block.Lines[0].StartsWith("identity ", StringComparison.Ordinal)).Lines);
    }

    [Fact]
    public void The_chance_to_meet_zero_follows_from_the_law_of_the_first_passage()
    {
        var withDrift = FirstPassage(1000, 0.1, 50, 3600);
        var tickByTick = FirstPassage(1000 + 0.5826 * 50 * Math.Sqrt(10), 0.1, 50, 3600);

        Says("= **{0:F3}**", withDrift);
        Says("2Φ(−1/3) = {0:F3}", FirstPassage(1000, 0, 50, 3600));
        Says("the probability becomes {0:F3}", tickByTick);
        Assert.InRange(FirstPassage(1000, 0.1, 50.0 / 60, 3600), 0, 1e-160);
        Expect.Share("paths that met 0", 0.687, tickByTick, 1000);
        Assert.Contains("687 of 1000 paths met 0", Page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_numbers_about_bounds_follow_from_the_closed_forms()
    {
        var tools = Counter("tool_usage");
        var process = (BrownianDefinition)tools.Rate.Process;
        var day = process.Volatility.PerRootSecond * Math.Sqrt(86400);
        var batch = tools.Labels.Share(tools.Labels.Count - 1);
        double Lift(double days) => Enumerable.Range(0, tools.Labels.Count).Select(tools.Labels.Share)
            .Sum(share => LiftAtZero(share * process.InitialValue, Math.Sqrt(share * days) * day));

        Says("{0:F1} %; with 1 s ticks", 100 * OnTheBound(360));
        Says("it is {0:F2} %", 100 * OnTheBound(3600));
        Says("standard deviation of {0:F2} after a day", Math.Sqrt(batch) * day);
        Says("within the day with probability {0:F1} %", 100 * FirstPassage(batch * process.InitialValue, 0, Math.Sqrt(batch) * day, 1));
        Says("within a week with probability {0:F0} %", 100 * FirstPassage(batch * process.InitialValue, 0, Math.Sqrt(batch) * day, 7));
        Says("together is {0:F2} calls a minute after a week", Lift(7));
        Says("and {0:F1} after 30 days", Lift(30));
    }

    [Fact]
    public void The_quantiles_of_sessions_follow_from_the_lognormal_law()
    {
        var sessions = Model.Metrics.OfType<HistogramDefinition>().Single();
        var law = new LognormalDistribution(sessions.Median.InitialValue, sessions.Spread);

        Says("{0:F1} % within 60 s", 100 * law.Cumulative(60));
        Says("{0:F0} % within 600 s", 100 * law.Cumulative(600));
        Says("{0:F1} %\nwithin half an hour", 100 * law.Cumulative(1800));
        Says("the mean is {0:F0} s", law.Median * Math.Exp(law.Spread * law.Spread / 2));
        Says("in {0:F1} % of runs", 100 * FirstPassage(290, 0, sessions.Median.MomentsAfter(TimeSpan.FromDays(1)).StandardDeviation, 1));
    }

    private static (double Mean, double Deviation) Theory(string what, int hours)
    {
        var span = TimeSpan.FromHours(hours);
        return what switch
        {
            "token rate, tokens/s" => Of(Counter("token_usage").Rate.Process.MomentsAfter(span)),
            "tokens" => Of(Integral(Counter("token_usage").Rate, span)),
            "sessions" => Of(Poisson(Integral(Sessions.Arrivals, span))),
            "session seconds" => Of(SessionSeconds(span)),
            "cost rate, USD/day" => Of(Counter("cost").Rate.Process.MomentsAfter(span)),
            "cost, USD" => Of(Integral(Counter("cost").Rate, span)),
            "tool calls" => Of(Poisson(Integral(Counter("tool_usage").Rate, span))),
            "errors" => Of(Errors(span)),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "The table has a row that this test does not know."),
        };

        static (double, double) Of(Moments moments) => (moments.Mean, moments.StandardDeviation);
    }

    private static HistogramDefinition Sessions => Model.Metrics.OfType<HistogramDefinition>().Single();

    /// <summary>Σ max(0, X(kΔ))·Δ over the ticks of a span, X the rate: by summing means and covariances, σ²·min(s, t), of a Brownian motion.</summary>
    private static Moments Integral(RateDefinition rate, TimeSpan span)
    {
        var interval = Model.Timeline.UpdateInterval;
        var unit = interval / rate.Per;
        double mean = 0, variance = 0;
        for (var left = (int)(span / interval); left > 0; left--)
        {
            var moments = rate.Process.MomentsAfter((left - 1) * interval);
            mean += unit * moments.Mean;
            // This tick's own variance, and its covariance with each later tick, which is the same number twice.
            variance += unit * unit * moments.Variance * (1 + 2 * ((span / interval) - left));
        }

        return new Moments(mean, variance);
    }

    private static Moments Poisson(Moments intensity) => new(intensity.Mean, intensity.Mean + intensity.Variance);

    private static Moments Errors(TimeSpan span)
    {
        var errors = Model.Metrics.OfType<ThinnedCounterDefinition>().Single();
        var calls = Integral(Counter(errors.Of).Rate, span);
        return Poisson(new Moments(errors.Probability * calls.Mean, errors.Probability * errors.Probability * calls.Variance));
    }

    private static Moments SessionSeconds(TimeSpan span)
    {
        var interval = Model.Timeline.UpdateInterval;
        var arrivals = Sessions.Arrivals.Process.InitialValue * (interval / Sessions.Arrivals.Per);
        var meanFactor = Math.Exp(Sessions.Spread * Sessions.Spread / 2);
        var medians = Integral(new RateDefinition(Sessions.Median, interval), span);
        double squares = 0;
        for (var k = 0; k < span / interval; k++)
        {
            var median = Sessions.Median.MomentsAfter(k * interval);
            squares += (median.Mean * median.Mean) + median.Variance;
        }

        return new Moments(
            arrivals * meanFactor * medians.Mean,
            (arrivals * Math.Pow(meanFactor, 4) * squares) + (Math.Pow(arrivals * meanFactor, 2) * medians.Variance));
    }

    private static CounterDefinition Counter(string key) => (CounterDefinition)Model.Metrics.Single(metric => metric.Key == key);

    /// <summary>The probability that a Brownian motion from x₀ &gt; 0 meets 0 before t.</summary>
    private static double FirstPassage(double initialValue, double drift, double sigma, double t) =>
        NormalDistribution.Cumulative((-initialValue - (drift * t)) / (sigma * Math.Sqrt(t)))
        + (Math.Exp(-2 * drift * initialValue / (sigma * sigma)) * NormalDistribution.Cumulative((-initialValue + (drift * t)) / (sigma * Math.Sqrt(t))));

    /// <summary>C(2n, n)/4ⁿ: the probability that a clamped path without drift, begun on its bound, is there after n steps.</summary>
    private static double OnTheBound(int steps) => Enumerable.Range(1, steps).Aggregate(1.0, (product, k) => product * (2 * k - 1) / (2 * k));

    /// <summary>How much the bound 0 lifts the mean of a path without drift whose free standard deviation is <paramref name="deviation"/>.</summary>
    private static double LiftAtZero(double initialValue, double deviation)
    {
        var a = initialValue / deviation;
        var density = Math.Exp(-a * a / 2) / Math.Sqrt(2 * Math.PI);
        return 2 * ((deviation * density) - (initialValue * NormalDistribution.Cumulative(-a)));
    }

    private static string Spell(double value) => value.ToString(Math.Abs(value) < 1000 ? "F2" : "N0", CultureInfo.InvariantCulture);

    private static void Says(string format, double value) =>
        Assert.Contains(Words(string.Format(CultureInfo.InvariantCulture, format, value)), Words(Page.Text), StringComparison.Ordinal);

    // Lines may break anywhere.
    private static string Words(string text) => Space().Replace(text, " ");

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();
}
