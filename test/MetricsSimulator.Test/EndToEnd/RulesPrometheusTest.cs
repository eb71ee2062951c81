using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Rules;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Dashboards;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>
/// A real Prometheus over eight days of history gives every rule the value that follows from the run: each recording, both sides of each alert's comparison, and
/// whether the comparison holds.
/// </summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class RulesPrometheusTest
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    // The rules look back over a week; the incidents lie in the hours after it.
    private static readonly TimeSpan s_week = TimeSpan.FromDays(7);
    private static readonly TimeSpan s_judged = TimeSpan.FromHours(20);

    /// <summary>What makes each alert fire, and when it ends, in hours after the week.</summary>
    private static readonly (double End, string Anomalies)[] s_incidents =
    [
        (2, OfEach("two_writers", "duration: 4m, magnitude: 0.5")),
        (4, OfEach("dropout", "duration: 6m")),
        (6, "{kind: outage, duration: 3m}"),
        (8, "{kind: error_burst, metric: error, duration: 1h, magnitude: 4}"),
        (10, "{kind: latency_shift, metric: session_duration, duration: 1h, magnitude: 3}"),
        (13, "{kind: level_shift, metric: cost, duration: 2h, magnitude: 200}"),
        (15, "{kind: level_shift, metric: token_usage, duration: 1h, magnitude: 8}"),
        (17, "{kind: level_shift, metric: token_usage, duration: 1h, magnitude: 0.1}"),
    ];

    // Between two scrapes, where windows with and without their beginning hold the same samples. Before the run there is no target.
    private static readonly Evaluation[] s_instants = [.. s_incidents.Select(incident => s_week + TimeSpan.FromHours(incident.End) - TimeSpan.FromMinutes(1))
        .Append(s_week / 7).Append(s_week + TimeSpan.FromHours(1)).Append(s_week + s_judged).Prepend(TimeSpan.FromMinutes(-1)).Select(elapsed => At(s_start + elapsed))];

    [Theory]
    [InlineData(null, "everyday")]
    [InlineData(null, "incidents")]
    [InlineData(Boards.OwnMetrics, "none")]
    public async Task Every_rule_has_data_and_its_values_are_those_of_the_run(string? config, string scenario)
    {
        using var folder = new TemporaryFolder();
        string[] configured = config is null ? [] : ["--config", Repository.PathOf(config)];
        var played = scenario == "incidents" ? folder.Write("scenario.yaml", File.ReadAllText(Repository.PathOf("scenarios/everyday.yaml")) + Incidents()) : scenario;
        var ran = await Ran.Async([
            "backfill", .. configured, "--scenario", played, "--seed", "42", "--start", InstantText.Format(s_start), "--end", InstantText.Format(s_start + s_week + s_judged),
            "--duration", DurationText.Format(s_week + s_judged), "--output", folder.File("data")]);
        Assert.True(ran.Status == 0, ran.Error);
        var plain = Boards.RunOf(config, played, 42, s_start);
        var recorded = new RecordedRun(plain, []).WithScrapes(ScrapeConfiguration.Of(plain, 9090));
        var rules = RuleSet.Of(recorded.Run);
        var names = rules.Groups.SelectMany(group => group.Rules).SelectMany(rule => rule.Expression.Selectors).Select(selector => selector.Metric.Name).ToHashSet(StringComparer.Ordinal);
        var run = SampledRun.Of(RunSpan.Between(recorded, s_start, s_start + s_week + s_judged), names, 1, CancellationToken.None);
        await using var prometheus = await HistoryPrometheus.StartAsync(folder);

        var faults = new List<string>();
        foreach (var (rule, write) in HistoryPrometheus.Inlined(rules))
        {
            var name = rule is AlertRule alert ? $"{alert.Name} {string.Join(' ', alert.Labels.Select(label => label.Value))}".Trim() : ((RecordingRule)rule).Name;
            foreach (var value in ValuesIn(rule.Expression))
            {
                var (found, answered) = await prometheus.CompareAsync(value, _ => write(value), run, s_instants);
                if (value is not Absent && answered.Sum() == 0) found.Add($"{write(value)} has no data");
                faults.AddRange(found.Select(fault => $"{name}: {fault}"));
            }

            if (rule is not AlertRule) continue;
            var (wrong, held) = await prometheus.CompareAsync(rule.Expression, _ => write(rule.Expression), run, s_instants);
            faults.AddRange(wrong.Select(fault => $"{name}: {fault}"));
            var holds = held.Select(values => values > 0).ToHashSet();
            // Before the run, no scenario has a target.
            if (!holds.SetEquals(scenario == "incidents" || rule.Expression is Absent ? [true, false] : [false])) faults.Add($"{name}: {write(rule.Expression)} holds at {held.Count(values => values > 0)} of {held.Length} instants");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>The values that an expression compares, or all of it when it compares none.</summary>
    internal static IEnumerable<Query> ValuesIn(Query query) => query switch
    {
        And both => ValuesIn(both.Of).Concat(ValuesIn(both.Condition)),
        Or either => ValuesIn(either.First).Concat(ValuesIn(either.Second)),
        Comparison comparison => ValuesIn(comparison.Of),
        _ => [query],
    };

    private static Evaluation At(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds() + 3000, TimeSpan.FromMinutes(1), TimeSpan.FromHours(6));

    private static string Incidents() => "anomalies:\n" + string.Concat(s_incidents.SelectMany(incident => incident.Anomalies.Split('\n'), Placed).Select(anomaly => $"  - {anomaly}\n"));

    private static string Placed((double End, string Anomalies) incident, string anomaly)
    {
        var text = anomaly.Split("duration: ")[1].Split(',', '}')[0];
        Assert.True(DurationText.TryParse(text, out var duration));
        return anomaly.Replace("{", $"{{at: {DurationText.Format(s_week + TimeSpan.FromHours(incident.End) - duration)}, ", StringComparison.Ordinal);
    }

    private static string OfEach(string kind, string rest) =>
        string.Join('\n', Boards.RunOf(null).Model.Metrics.Select(metric => $"{{kind: {kind}, metric: {metric.Key}, {rest}}}"));
}
