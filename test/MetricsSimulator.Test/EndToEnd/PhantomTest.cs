using System.Globalization;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sessions;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Dashboards;
using MetricsSimulator.Test.Documentation;
using MetricsSimulator.Test.Tools;
using MetricsSimulator.Test.Workload;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>The week of the phantom two million in a real Prometheus, with and without the setting that cures it.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class PhantomTest
{
    private const string Scenario = "phantom_two_million";
    private const ulong Seed = 42;

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddDays(7);
    private static readonly string Cost = new NameProfile(NameStyle.Collector).NameOf(TelemetryMetric.Cost);

    [Fact]
    public async Task A_week_seems_to_cost_more_than_a_thousand_times_what_it_does_and_one_setting_cures_it()
    {
        var phantom = await WeekAsync("false");
        var cured = await WeekAsync("true");

        Assert.Equal(phantom.True, cured.True);
        Assert.True(phantom.Increase > 1000 * phantom.True, $"{phantom}");
        Assert.True(phantom.Firing > .9, $"{phantom}");
        Assert.True(phantom.Resets > 10_000);
        Assert.Equal(phantom.Told, phantom.Resets);

        // What a window holds of each series, what it cannot hold of the first sample, and what the last export of the week has not sent yet.
        Assert.InRange(cured.Increase, cured.Grown - 1e-6, cured.Grown + cured.MostExtrapolated + 1e-6);
        Assert.InRange(cured.True - cured.Grown - cured.Firsts, -1e-6, .01 * cured.True);
        Assert.True(cured.Increase > .9 * cured.True, $"{cured}");
        Assert.True(cured.Firing < .1, $"{cured}");
        Assert.Equal(cured.Told, cured.Resets);

        var page = MarkdownPage.Read("docs/phantom-two-million.md").Text;
        foreach (var line in (string[])[Line("what the week cost", phantom.True, cured.True), Line("`increase()` over the week", phantom.Increase, cured.Increase)])
            Assert.Contains(line, page, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| resets of the cost | {phantom.Resets:#,0} | {cured.Resets:#,0} |"), page, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| minutes in which the alert fires | {phantom.Firing:0.0 %} | {cured.Firing:0.0 %} |"), page, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{phantom.Increase / phantom.True:#,0} times"), page, StringComparison.Ordinal);
    }

    private static string Line(string what, double phantom, double cured) => string.Create(CultureInfo.InvariantCulture, $"| {what} | {phantom:#,0.00} USD | {cured:#,0.00} USD |");

    private static async Task<Week> WeekAsync(string hasSessions)
    {
        using var folder = new TemporaryFolder();
        var text = File.ReadAllText(Tools.Repository.PathOf("config/phantom-two-million.yaml"));
        Assert.Contains("include_session_id: false", text, StringComparison.Ordinal);
        var config = folder.Write("phantom.yaml", text.Replace("include_session_id: false", $"include_session_id: {hasSessions}", StringComparison.Ordinal));
        var ran = await Ran.Async("backfill", "--config", config, "--seed", $"{Seed}", "--start", InstantText.Format(Start), "--end", InstantText.Format(End), "--duration", "7d", "--output", folder.File("data"));
        Assert.True(ran.Status == 0, ran.Error);

        var run = Boards.RunOf(config, Scenario, Seed, Start);
        var workload = run.Model.Sources.OfType<WorkloadDefinition>().Single();
        var stream = new SessionStream(workload.Team, workload.Parameters, Seed, Enumerable.Range(0, workload.Team.Developers.Length));
        stream.Begin(Start.ToUnixTimeMilliseconds());
        var last = End - run.Model.Timeline.UpdateInterval;
        var truth = TeamRun.EventsOf(stream, last.ToUnixTimeMilliseconds()).Select(each => each.Happened).OfType<ModelCalled>().Sum(call => call.Cost) / (double)TokenPrices.UnitsPerDollar;
        var span = RunSpan.Between(new RecordedRun(run, []), Start, End);
        var effects = new WorkloadEffects(span);
        effects.AdvanceTo(span.EndTick - 1, [], CancellationToken.None);
        var told = effects.FallenBy("two_writers-1-0").Where(series => series.Series.StartsWith(Cost, StringComparison.Ordinal)).Sum(series => series.Count);
        var sampled = SampledRun.Of(span, new HashSet<string>(StringComparer.Ordinal) { Cost }, 1, CancellationToken.None);
        var (grown, firsts, most) = (0.0, 0.0, 0.0);
        foreach (var series in sampled.SeriesOf(Cost))
        {
            double[] values = [.. series.Values.Where(value => !Staleness.IsMarker(value))];
            var of = values.Zip(values.Skip(1), (before, after) => after < before ? after : after - before).Sum();
            (grown, firsts) = (grown + of, firsts + values[0]);
            // On each side at most 1.1 times the usual distance between samples.
            if (values.Length > 1) most += of * 2.2 / (values.Length - 1);
        }

        await using var prometheus = await HistoryPrometheus.StartAsync(folder);
        var now = last.ToUnixTimeMilliseconds();
        var firing = await AskAsync($"avg_over_time(min_over_time((sum(increase({Cost}[1h])) > bool 20)[10m:1m])[7d:1m])");
        return new Week(truth, await AskAsync($"sum(increase({Cost}[7d]))"), await AskAsync($"sum(resets({Cost}[7d]))"), told, firing, grown, firsts, most);

        async Task<double> AskAsync(string promql) => Assert.Single(await prometheus.AskAsync(promql, now)).Value;
    }

    private sealed record Week(double True, double Increase, double Resets, long Told, double Firing, double Grown, double Firsts, double MostExtrapolated);
}
