using System.Diagnostics;
using System.Globalization;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Scoring.Evaluation;

/// <summary>What happens when Prometheus cannot answer.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class FailedEvaluationTest
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Evaluations_that_fail_are_found_one_by_one_and_change_nothing()
    {
        const string Rules = """
            groups:
            - name: g
              rules:
              - {alert: Matched, expr: "x * on (job) y > 0", for: 3m}
            """;
        // At minutes 3 and 4 the right side has two series for one job.
        var activity = await EvaluatedHistory.OfAsync(Rules, ["x{job=\"a\"}: 1 1 1 1 1 1 1 1", "y{job=\"a\",i=\"0\"}: 1 1 1 1 1 1 1 1", "y{job=\"a\",i=\"1\"}: _ _ _ 1 1 stale _ _"], s_minute, TimeSpan.FromMinutes(8));
        var alert = Assert.Single(activity.Alerts);
        Assert.Equal([3, 4], Enumerable.Range(0, 8).Where(k => alert.Activity.Failed[k]));
        Assert.Equal((2, 3), (alert.Failures!.Count, alert.Failures.First));
        Assert.Contains("many-to-many matching not allowed", alert.Failures.Message, StringComparison.Ordinal);
        Assert.False(alert.FailsAlways);
        Assert.Equal([new AlertEpisode(0, 5, 8, AlertChange.None)], AlertStateMachine.Run(alert.Timing, alert.Activity).EpisodesOf(0));
    }

    [Fact]
    public async Task A_recording_rule_that_fails_leaves_a_gap_without_a_marker()
    {
        const string Rules = """
            groups:
            - name: g
              rules:
              - {record: r, expr: "x * on (job) y"}
              - {alert: Recorded, expr: r}
            """;
        // Without a marker, the sample of minute 1 counts for five minutes more. At minute 4 the series is gone, and gets one.
        var activity = await EvaluatedHistory.OfAsync(Rules, ["x{job=\"a\"}: 1 1 1 1 stale _ _", "y{job=\"a\",i=\"0\"}: 1 1 1 1 1 1 1", "y{job=\"a\",i=\"1\"}: _ _ 1 1 stale _ _"], s_minute, TimeSpan.FromMinutes(7));
        var alert = Assert.Single(activity.Alerts);
        Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, 7).Where(k => alert.Activity.ReturnedOf(0)[k]));
        Assert.Equal((2, 2), (activity.FailedRecordings[0].Count, activity.FailedRecordings[0].First));
    }

    [Fact]
    public async Task Results_with_the_same_labels_fail()
    {
        const string Rules = """
            groups:
            - name: g
              rules:
              - {alert: Same, expr: x, labels: {i: ""}}
              - {record: r, expr: x, labels: {i: ""}}
              - {alert: Recorded, expr: r}
            """;
        var activity = await EvaluatedHistory.OfAsync(Rules, ["x{i=\"0\"}: 1 1 stale _", "x{i=\"1\"}: _ 1 1 1"], s_minute, TimeSpan.FromMinutes(4));
        Assert.Equal((1, 1), (activity.Alerts[0].Failures!.Count, activity.Alerts[0].Failures!.First));
        Assert.Contains("same labelset", activity.Alerts[0].Failures!.Message, StringComparison.Ordinal);
        Assert.Contains("same labelset", activity.FailedRecordings[1].Message, StringComparison.Ordinal);
        Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, 4).Where(k => activity.Alerts[1].Activity.ReturnedOf(0)[k]));
    }

    [Fact]
    public async Task An_expression_that_always_fails_is_known_as_such()
    {
        const string Rules = """
            groups:
            - name: g
              rules:
              - {alert: Never, expr: "x * on () y"}
            """;
        var activity = await EvaluatedHistory.OfAsync(Rules, ["x{}: 1 1 1", "y{i=\"0\"}: 1 1 1", "y{i=\"1\"}: 1 1 1"], s_minute, TimeSpan.FromMinutes(3));
        Assert.True(activity.Alerts[0].FailsAlways);
    }

    [Fact]
    public async Task More_evaluations_than_a_query_may_have_are_all_there()
    {
        const string Rules = """
            groups:
            - name: g
              interval: 1s
              rules:
              - {alert: Always, expr: "vector(1)"}
            """;
        var activity = await EvaluatedHistory.OfAsync(Rules, ["x{}: 1"], s_minute, TimeSpan.FromSeconds(RangeQuery.MostPoints + 1));
        Assert.Equal(11_001, activity.Alerts[0].Activity.ReturnedOf(0).CountIn(0, 11_001));
    }

    [Fact]
    public async Task A_rule_that_returns_too_much_at_once_is_asked_in_parts()
    {
        const string Rules = """
            groups:
            - name: g
              interval: 1s
              rules:
              - {alert: Many, expr: x}
            """;
        // 3.3 million samples.
        var activity = await EvaluatedHistory.OfAsync(Rules, [.. Enumerable.Range(0, 300).Select(i => $"x{{i=\"{i}\"}}: {string.Join(' ', Enumerable.Repeat("1", 184))}")], s_minute, TimeSpan.FromSeconds(11_000));
        var returned = activity.Alerts[0].Activity;
        Assert.Null(activity.Alerts[0].Failures);
        Assert.Equal(300, returned.InstanceCount);
        Assert.All(Enumerable.Range(0, 300), i => Assert.Equal(11_000, returned.ReturnedOf(i).CountIn(0, 11_000)));
    }

    [Fact]
    public async Task A_Prometheus_that_is_killed_is_reported_with_its_last_words()
    {
        const string Rules = """
            groups:
            - name: g
              rules:
              - {alert: One, expr: x}
              - {alert: Two, expr: x}
            """;
        using var folder = new TemporaryFolder();
        var programs = new PrometheusPrograms(Script(folder, $"echo $$ > {folder.File("id")}\nexec /usr/bin/prometheus \"$@\"\n"), "");
        var exception = await Assert.ThrowsAsync<PrometheusException>(() => EvaluatedHistory.OfAsync(Rules, ["x{}: 1 1"], s_minute, TimeSpan.FromMinutes(2), programs, _ =>
        {
            using var process = Process.GetProcessById(int.Parse(File.ReadAllText(folder.File("id")), CultureInfo.InvariantCulture));
            process.Kill();
        }));
        Assert.Contains("Prometheus ended with status 137. It wrote last:\n  ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Prometheus_that_does_not_start_is_reported_with_what_it_says()
    {
        using var folder = new TemporaryFolder();
        var script = Script(folder, "echo no space for me >&2\nexit 3\n");
        var exception = await Assert.ThrowsAsync<PrometheusException>(() => PrometheusServer.StartAsync(script, folder.Path, TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.Equal("Prometheus ended with status 3. It wrote last:\n  no space for me", exception.Message);
    }

    [Fact]
    public async Task Ten_thousand_instances_are_told_apart()
    {
        const string Rules = """
            groups:
            - name: g
              rules:
              - {alert: Many, expr: "x > 0", for: 5m}
            """;
        const int Instances = 10_000;
        var activity = await EvaluatedHistory.OfAsync(Rules, [.. Enumerable.Range(0, Instances).Select(i => $"x{{i=\"{i}\"}}: {i % 2} 1")], s_minute, TimeSpan.FromMinutes(2));
        var returned = activity.Alerts[0].Activity;
        Assert.Equal(Instances, returned.InstanceCount);
        Assert.All(Enumerable.Range(0, Instances), i => Assert.Equal(1 + int.Parse(returned.LabelsOf(i).ValueOf("i")!, CultureInfo.InvariantCulture) % 2, returned.ReturnedOf(i).CountIn(0, 2)));
    }

    [Fact]
    public async Task A_Prometheus_is_ended_with_its_object_and_with_cancellation()
    {
        using var folder = new TemporaryFolder();
        int id;
        await using (var server = await PrometheusServer.StartAsync("/usr/bin/prometheus", folder.Path, TimeProvider.System, TestContext.Current.CancellationToken)) id = server.ProcessId;
        Assert.False(Directory.Exists($"/proc/{id}"));
        using var stop = new CancellationTokenSource();
        var evaluation = new HistoryEvaluation(RuleOrder.Of(EvaluatedHistory.Rules("groups: [{name: g, rules: [{alert: A, expr: x}, {alert: B, expr: x}]}]").Groups), new PrometheusPrograms("/usr/bin/prometheus", ""), TimeProvider.System);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => evaluation.RunAsync(folder.Path, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1), _ => new EvaluationSchedule(DateTimeOffset.UnixEpoch, s_minute, 60), null, _ => stop.Cancel(), stop.Token));
    }

    // A program in the place of Prometheus.
    private static string Script(TemporaryFolder folder, string text)
    {
        var script = folder.Write("prometheus", "#!/bin/sh\n" + text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return script;
    }
}
