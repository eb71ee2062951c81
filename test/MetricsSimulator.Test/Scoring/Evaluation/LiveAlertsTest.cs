using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Test.EndToEnd;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Scoring.Evaluation;

/// <summary>A Prometheus that scrapes and evaluates rules while time passes has the alerts that follow from the samples that it stored.</summary>
[Trait("needs", "programs")]
[Trait("takes", "minutes")]
public sealed class LiveAlertsTest
{
    private const int Scrapes = 90;

    // Paths that cross 50 every few seconds, an outage of five scrapes, values that are not numbers, and series that are gone for a while.
    private const string Scenario = """
        name: live
        description: Much goes wrong within a minute and a half.
        metrics:
          load:
            type: gauge
            name: load
            help: Load (simulated)
            process: ornstein_uhlenbeck
            initial_value: 300   # 50 for each part, and most of the time within 15 of it
            volatility: 12
            mean_reversion: {speed: 0.05, level: 300}
            bounds: [0, 600]
            labels: {part: [a, b, c, d, e, f]}
        patterns:
          - name: all
            duration: 10m
            anomalies:
              - {kind: outage, every: 31s, duration: 5s}
              - {kind: nan, metric: load, matchers: '{part="a"}', every: 17s, duration: 4s}
              - {kind: dropout, metric: load, matchers: '{part=~"b|c"}', every: 23s, duration: 6s}
        """;

    // The last rules of a group say when it was evaluated, and from when on Prometheus wrote its alerts.
    private const string Group = """
        - name: NAME
          interval: INTERVAL
          rules:
          - {record: "part:load:max", expr: "max by (part) (load)", labels: {group: NAME}}
          - {alert: Above, expr: "load > 50", labels: {group: NAME, severity: page}}
          - {alert: Held, expr: "load > 50", for: 3s, labels: {group: NAME}}
          - {alert: HeldInBetween, expr: "load > 45", for: 2500ms, labels: {group: NAME, part: "{{ $labels.part }}!"}}
          - {alert: Kept, expr: "load > 55", keep_firing_for: 4s, labels: {group: NAME}}
          - {alert: HeldAndKept, expr: "load > 45", for: 4s, keep_firing_for: 3s, labels: {group: NAME}}
          - {alert: Changing, expr: "count_values('level', floor(load / 10))", for: 2s, labels: {group: NAME}}
          - {alert: Down, expr: "up == 0", for: 2s, labels: {group: NAME}}
          - {alert: Gone, expr: "absent(load{part='b'})", for: 2s, keep_firing_for: 2s, labels: {group: NAME}}
          - {alert: NotANumber, expr: "load != load", labels: {group: NAME}}
          - {alert: Recent, expr: "max_over_time(load[5s]) > 60", for: 1s, labels: {group: NAME}}
          - {alert: Recorded, expr: "part:load:max{group='NAME'} < 50", for: 2s, labels: {group: NAME}}
          - {alert: Always, expr: "vector(1)", labels: {group: NAME}}
          - {record: "group:evaluated", expr: "vector(1)", labels: {group: NAME}}
        - name: NAME-limited
          interval: INTERVAL
          limit: 3
          rules:
          - {alert: Limited, expr: "load > 50", for: 1s, labels: {group: NAME-limited}}
          - {alert: Always, expr: "vector(1)", labels: {group: NAME-limited}}
          - {record: "group:evaluated", expr: "vector(1)", labels: {group: NAME-limited}}

        """;

    // A Prometheus evaluates each group at another part of its interval.
    private static readonly (string Name, string Interval)[] s_groups = [("one", "1s"), ("two", "1s"), ("three", "1s"), ("four", "2s"), ("five", "2s"), ("six", "2s"), ("seven", "1500ms")];

    private static readonly string[] s_alerts =
        ["Above", "Held", "HeldInBetween", "Kept", "HeldAndKept", "Changing", "Down", "Gone", "NotANumber", "Recent", "Recorded", "Limited"];

    [Fact]
    public async Task A_Prometheus_that_evaluates_while_time_passes_has_the_same_alerts()
    {
        using var folder = new TemporaryFolder();
        var rules = "groups:\n" + string.Concat(s_groups.Select(group => Group.Replace("NAME", group.Name, StringComparison.Ordinal).Replace("INTERVAL", group.Interval, StringComparison.Ordinal)));
        folder.Write("rules.yml", rules);
        var (configuration, scenario) = (folder.Write("simulator.yaml", "simulator: {update_interval: 0.5, seed: 7}\n"), folder.Write("live.yaml", Scenario));
        var port = 0;
        await using var live = await LiveScrape.StartAsync(folder, (scrape, listen) =>
        {
            File.AppendAllText(scrape, "rule_files: [rules.yml]\n");
            port = listen;
            return RunningProgram.Start("/usr/bin/prometheus", "prometheus", "--config.file=" + scrape, string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=localhost:{listen}"), "--storage.tsdb.path=" + folder.File("data"));
        }, (["--config", configuration, "--scenario", scenario], "1s"));
        await live.QueryAsync("count_over_time(up[5m])", count => count > Scrapes / 2);
        await live.QueryAsync("count_over_time(up[5m])", count => count > Scrapes);

        using var server = new RemotePrometheus(new Uri($"http://localhost:{port}"));
        var stored = await StoredSamples.OfAsync(server, "{__name__=~'ALERTS|scrape_duration_seconds|group:evaluated'}[10m]");
        var read = RuleOrder.AsRecorded(RuleOrder.Of(EvaluatedHistory.Rules(rules).Groups));
        var outcome = await CompareAsync(server, read, stored, default);
        TestContext.Current.TestOutputHelper?.WriteLine(outcome.ToString());
        Assert.True(outcome.Differences.Count == 0, outcome.ToString());
        Assert.True(outcome.Sure > 2000, outcome.ToString());
        Assert.True(outcome.Alerts.IsSupersetOf(s_alerts), outcome.ToString());

        // A machine that waits one evaluation longer is found.
        var later = await CompareAsync(server, read, stored, TimeSpan.FromTicks(1));
        Assert.True(later.Differences.Count > 50, later.ToString());
    }

    // Compares what each group had at each of its evaluations. The wait is added to each for that is not zero.
    private static async Task<LiveComparison> CompareAsync(RemotePrometheus server, ImmutableArray<EvaluatedRule> rules, StoredSamples stored, TimeSpan wait)
    {
        var comparison = new LiveComparison(stored);
        var schedules = rules.Select(rule => rule.Group).Distinct().ToDictionary(group => group.Name, group => stored.ScheduleOf(group));
        var evaluation = new RecordedEvaluation(rules, server);
        var (from, to) = (schedules.Values.Min(schedule => schedule.First), schedules.Values.Max(schedule => schedule.InstantOf(schedule.Count)));
        var activity = await evaluation.RunAsync(from, to, rule => schedules[rule.Group.Name], null, TestContext.Current.CancellationToken);
        foreach (var alert in activity.Alerts)
        {
            Assert.Null(alert.Failures);
            // An evaluation that a busy machine left out changes nothing.
            for (var k = 0; k < alert.Schedule.Count; k++)
                if (!stored.WasEvaluated(alert.Rule.Group, alert.Schedule.InstantOf(k))) alert.Activity.Fail(k);
            var timing = alert.Timing;
            if (timing.For > TimeSpan.Zero) timing = new AlertTiming(timing.Interval, timing.For + wait, timing.KeepFiringFor, timing.Limit);
            comparison.Compare(alert, AlertStateMachine.Run(timing, alert.Activity));
        }

        return comparison;
    }
}
