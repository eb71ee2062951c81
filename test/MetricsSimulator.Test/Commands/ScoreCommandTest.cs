using System.Text.Json;
using System.Xml.Linq;
using MetricsSimulator.Test.Documentation;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary><c>score</c>, with rules whose scores are known before.</summary>
public sealed class ScoreCommandTest
{
    private const string Sessions = "otel_claude_code_active_sessions";

    // Each of them reads what one kind of anomaly touches, or nothing.
    private const string Rules = $$"""
        groups:
          - name: known
            rules:
              - {alert: NaN, expr: '{{Sessions}} != {{Sessions}}', annotations: {detects: nan} }
              - {alert: NaNAndAll, expr: '{{Sessions}} != {{Sessions}}'}
              - {alert: DownTooLong, expr: up == 0, for: 5m, annotations: {detects: 'outage, truncated'} }
              - {alert: Always, expr: '{{Sessions}} >= 0', annotations: {detects: 'trend, variance'} }
              - {alert: Never, expr: '{{Sessions}} > 1e12', annotations: {detects: '*:active_sessions'} }
              - {alert: Elsewhere, expr: node_cpu_seconds_total > 1}
              - {alert: Kubelet, expr: 'up{job="kubelet"} == 0'}
              - {alert: Constant, expr: vector(1)}
        """;

    private static readonly string[] s_run = ["--duration", "2d", "--seeds", "2"];

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public async Task Rules_get_the_scores_that_follow_from_what_they_ask()
    {
        using var folder = new TemporaryFolder();
        var ran = await ScoreAsync([folder.Write("rules.yml", Rules), .. s_run, "--format", "json"]);
        Assert.Equal(0, ran.Status);
        var alerts = JsonDocument.Parse(ran.Output).RootElement.GetProperty("alerts").EnumerateArray().ToDictionary(alert => alert.GetProperty("alert").GetString()!);

        // Its value is not a number for as long as the anomaly lasts, and in no other run.
        var nans = Number(alerts["NaN"], "judged");
        // One a day and seed; of the last day, one may end too late to be judged.
        Assert.InRange(nans, 2, 4);
        Assert.Equal((nans, 1, 0), (Number(alerts["NaN"], "detected"), Number(alerts["NaN"], "recall"), Number(alerts["NaN"], "false_per_day")));
        Assert.Equal(0, Number(alerts["NaN"], "excess_median"));
        var kinds = alerts["NaNAndAll"].GetProperty("kinds").EnumerateArray().ToDictionary(kind => kind.GetProperty("kind").GetString()!, kind => Number(kind, "detected"));
        Assert.Equal((nans, nans), (kinds["nan"], kinds.Values.Sum()));

        // An outage of two minutes is over before five have passed.
        Assert.InRange(Number(alerts["DownTooLong"], "judged"), 4, 8);
        Assert.Equal((Number(alerts["DownTooLong"], "judged"), 0, 0), (Number(alerts["DownTooLong"], "too_short"), Number(alerts["DownTooLong"], "recall"), Number(alerts["DownTooLong"], "false_per_day")));

        // It fires when each of them begins, as in the twin.
        Assert.Equal((1, 0), (Number(alerts["Always"], "firing_share"), Number(alerts["Always"], "recall")));
        Assert.Equal(Number(alerts["Always"], "judged"), Number(alerts["Always"], "already_firing"));

        Assert.Equal((0, 0), (Number(alerts["Never"], "detected"), Number(alerts["Never"], "false_per_day")));
        Assert.Equal("it reads node_cpu_seconds_total, which is not simulated", alerts["Elsewhere"].GetProperty("not_scored").GetString());
        Assert.Equal("up{job=\"kubelet\"} selects nothing; the history has job=\"claude-code\"", alerts["Kubelet"].GetProperty("not_scored").GetString());
        Assert.Equal("it reads nothing", alerts["Constant"].GetProperty("not_scored").GetString());
    }

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public async Task Kinds_that_an_alert_finds_more_often_than_chance_are_suggested_as_its_claims()
    {
        using var folder = new TemporaryFolder();
        var ran = await ScoreAsync([folder.Write("rules.yml", Rules), .. s_run, "--suggest-claims"]);
        Assert.Equal(0, ran.Status);
        Assert.StartsWith("# The kinds that each alert finds significantly more often than chance.\n- alert: NaN\n  annotations: {detects: nan}\n- alert: NaNAndAll\n  annotations: {detects: nan}\n", ran.Output, StringComparison.Ordinal);
        Assert.Contains("- alert: Never\n  # finds none\n- alert: Elsewhere\n  # not scored: it reads node_cpu_seconds_total, which is not simulated\n", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public async Task An_alert_scores_alone_as_it_does_beside_others_that_read_other_series()
    {
        const string Down = "      - {alert: Down, expr: up == 0, for: 2m}\n";
        const string Resets = "      - {alert: Resets, expr: 'sum(resets(otel_claude_code_token_usage_tokens_total[5m])) > 0', for: 2m, annotations: {detects: counter_reset}}\n";
        using var folder = new TemporaryFolder();
        string[] run = ["--duration", "2d", "--seeds", "2", "--format", "csv"];
        var alone = await ScoreAsync([folder.Write("one.yml", $"groups:\n  - name: a\n    rules:\n{Down}"), .. run]);
        var beside = await ScoreAsync([folder.Write("one.yml", $"groups:\n  - name: a\n    rules:\n{Resets}{Down}"), .. run]);
        Assert.Equal((0, 0), (alone.Status, beside.Status));
        Assert.Contains(alone.Output.Split("\r\n").Single(line => line.StartsWith("Down,", StringComparison.Ordinal)), beside.Output.Split("\r\n"));
        // It reads a metric of its own.
        Assert.Contains(beside.Output.Split("\r\n"), line => line.StartsWith("Resets,", StringComparison.Ordinal) && line.Contains(",1,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("threshold=35..55:5")]
    [InlineData("for=0s..4m:5")]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public async Task A_stricter_value_of_a_sweep_never_fires_more_and_the_value_of_the_file_scores_as_the_alert_does(string sweep)
    {
        using var folder = new TemporaryFolder();
        var rules = folder.Write("rules.yml", $"groups:\n  - name: a\n    rules:\n      - {{alert: Sessions, expr: {Sessions} > 45, for: 2m, annotations: {{detects: trend}}}}\n");
        var ran = await ScoreAsync([rules, "--duration", "1d", "--seeds", "2", "--format", "json", "--sweep", sweep]);
        Assert.Equal(0, ran.Status);
        var alerts = JsonDocument.Parse(ran.Output).RootElement.GetProperty("alerts").EnumerateArray().ToArray();
        Assert.Equal(6, alerts.Length);
        var shares = alerts[1..].Select(alert => alert.GetProperty("firing_share").GetDouble()).ToArray();
        Assert.Equal(shares.OrderDescending(), shares);
        Assert.True(shares[0] > shares[^1]);
        string[] figures = ["judged", "detected", "delay_median", "false_per_day", "firing_share", "nab"];
        Assert.Equal(figures.Select(name => alerts[0].GetProperty(name).GetRawText()), figures.Select(name => alerts[3].GetProperty(name).GetRawText()));
    }

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public async Task Another_rule_changes_no_score_even_if_it_looks_back_longer()
    {
        using var folder = new TemporaryFolder();
        var rules = folder.Write("rules.yml", "groups:\n  - name: a\n    rules:\n      - {alert: Down, expr: up == 0, for: 1m, annotations: {detects: 'outage, truncated'}}\n");
        var longer = folder.Write("longer.yml", "groups:\n  - name: b\n    rules:\n      - {alert: Hours, expr: 'avg_over_time(up[12h]) < 0.9'}\n");
        string[] options = ["--duration", "1d", "--seeds", "2", "--format", "json"];
        var alone = await ScoreAsync([rules, .. options]);
        var beside = await ScoreAsync([rules, longer, .. options]);
        var (one, other) = (Down(alone.Output), Down(beside.Output));
        Assert.Equal(one, other);
        Assert.Contains("\"judged\":4", one, StringComparison.Ordinal);

        static string Down(string json) => JsonDocument.Parse(json).RootElement.GetProperty("alerts")[0].GetRawText();
    }

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public async Task A_swept_threshold_leaves_out_alerts_that_ask_for_equality_and_says_so()
    {
        using var folder = new TemporaryFolder();
        var rules = folder.Write("rules.yml", $"groups:\n  - name: a\n    rules:\n      - {{alert: Down, expr: up == 0}}\n      - {{alert: Sessions, expr: {Sessions} > 45}}\n");
        var ran = await ScoreAsync([rules, "--duration", "6h", "--seeds", "1", "--format", "json", "--sweep", "threshold=40..50:2"]);
        Assert.StartsWith("--sweep: leaves out Down: no single number stands after <, <=, > or >=.\n", ran.Error);
        Assert.Equal(4, JsonDocument.Parse(ran.Output).RootElement.GetProperty("alerts").GetArrayLength());
    }

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public async Task Runs_without_anomalies_find_false_alarms_only_and_that_is_said()
    {
        using var folder = new TemporaryFolder();
        var rules = folder.Write("rules.yml", "groups:\n  - name: a\n    rules:\n      - {alert: Down, expr: up == 0}\n");
        var ran = await ScoreAsync([rules, "--duration", "6h", "--seeds", "1", "--scenario", "normal"]);
        Assert.Equal(0, ran.Status);
        Assert.StartsWith("The runs have no anomalies in the judged time, so that only false alarms are found.", ran.Error);
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task A_report_does_not_replace_a_file_that_is_read()
    {
        using var folder = new TemporaryFolder();
        const string Text = "groups:\n  - name: a\n    rules:\n      - {alert: Down, expr: up == 0}\n";
        var rules = folder.Write("rules.yml", Text);
        var ran = await ScoreAsync([rules, "--report", rules]);
        Assert.Equal(2, ran.Status);
        Assert.Equal($"--report: {rules} is a file that is read. Choose another name.\n", ran.Error);
        Assert.Equal(Text, File.ReadAllText(rules));
    }

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public async Task A_requirement_that_is_not_met_ends_with_status_3_and_a_failure_for_CI()
    {
        using var folder = new TemporaryFolder();
        var rules = folder.Write("rules.yml", "groups:\n  - name: a\n    rules:\n      - {alert: Down, expr: up == 0, for: 5m, annotations: {detects: outage}}\n");
        var ran = await ScoreAsync([rules, "--duration", "1d", "--seeds", "1", "--format", "junit", "--require", "recall>=0.9", "--require", "false_per_day<=0.2"]);
        Assert.Equal(3, ran.Status);
        var suite = XDocument.Parse(ran.Output).Root!;
        Assert.Equal(("2", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value));
        Assert.Equal(["recall>=0.9: it is 0"], suite.Descendants("failure").Select(failure => failure.Attribute("message")!.Value));
    }

    [Theory]
    [InlineData("groups: [{name: a, rules: [{alert: X, expr: 'rate(up[5m'}]}]", "rules.yml: ")]
    [InlineData("groups: [{name: a, rules: [{record: 'a:b', expr: up}]}]", "RULES: there is no alert in these files. Only alerts are judged.\n")]
    [InlineData("groups: [{name: a, rules: [{alert: X, expr: up, annotations: {detects: outrage}}]}]", "rules.yml:1: X: detects: unknown kind of anomaly 'outrage'. Known are ")]
    [InlineData("group: []", "rules.yml:1:")]
    [Trait("needs", "programs")]
    public async Task Rules_that_cannot_be_judged_are_refused_with_their_place(string rules, string expected)
    {
        using var folder = new TemporaryFolder();
        var ran = await ScoreAsync([folder.Write("rules.yml", rules), .. s_run]);
        Assert.Equal((2, ""), (ran.Status, ran.Output));
        Assert.Contains(expected, ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seeds 0", "--seeds: must be a whole number from 1 to 1000, got '0'.\n")]
    [InlineData("--seeds many", "--seeds: must be a whole number from 1 to 1000, got 'many'.\n")]
    [InlineData("--incidents-per-day 0", "--incidents-per-day: must be a number above 0 to 10000, got '0'.\n")]
    [InlineData("--require recall=>1", "--require: ")]
    [InlineData("--match outrage", "--match: unknown kind of anomaly 'outrage'. Known are ")]
    [InlineData("--sweep for=5m", "--sweep: must be like for=0s..30m, got 'for=5m'.")]
    [InlineData("--explain outage", "--explain: must be a seed and an anomaly of its run, as in 7:error_burst-2-774, got 'outage'.")]
    [InlineData("--explain 1:x --format csv", "--explain: prints text or JSON.")]
    [InlineData("--explain 1:trend-0-0 --duration 12h", "--explain: the run of seed 1 has no anomaly 'trend-0-0'.")]
    [InlineData("--start 1970-01-01T00:00:00Z", "--start: the rules look back 11m, and a history cannot begin before 1970, got 1970-01-01T00:00:00Z.\n")]
    [InlineData("--grace 8d", "--grace: must be shorter than the judged time, 168h, got 192h.\n")]
    [InlineData("--scenario none-such", "none-such: there is no such scenario")]
    public async Task Wrong_options_are_refused(string options, string expected)
    {
        using var folder = new TemporaryFolder();
        var ran = await ScoreAsync([folder.Write("rules.yml", Rules), .. options.Split(' ')]);
        Assert.Equal((2, ""), (ran.Status, ran.Output));
        Assert.Contains(expected, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public void A_disk_that_is_full_ends_it_with_the_reason_and_leaves_no_history()
    {
        using var folder = new TemporaryFolder();
        var rules = folder.Write("rules.yml", Rules);
        var told = Shell.Run($"trap '' XFSZ; ulimit -S -f 4; export DOTNET_EnableWriteXorExecute=0 TMPDIR='{folder.Path}'; claude-metrics-simulator score '{rules}' --duration 1d --seeds 2 2>&1 || echo \"status $?\"");
        Assert.Contains($"TMPDIR: a file of {folder.Path}/metrics-simulator-", told, StringComparison.Ordinal);
        Assert.EndsWith("status 1\n", told, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(folder.Path, "metrics-simulator-*"));
    }

    [Theory]
    [InlineData("none", "TMPDIR: the folder of FOLDER/none/metrics-simulator- does not exist. Create it, or choose another place.\n")]
    [InlineData("rules.yml", "TMPDIR: FOLDER/rules.yml/metrics-simulator- cannot be created, because FOLDER/rules.yml is a file, not a folder. Choose another place.\n")]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public void A_place_for_the_histories_that_is_no_folder_is_named_with_what_to_do(string place, string expected)
    {
        using var folder = new TemporaryFolder();
        var rules = folder.Write("rules.yml", Rules);
        var told = Shell.Run($"TMPDIR='{folder.File(place)}' claude-metrics-simulator score '{rules}' --duration 1d --seeds 1 2>&1 || echo \"status $?\"");
        Assert.Equal(expected.Replace("FOLDER", folder.Path, StringComparison.Ordinal) + "status 1\n", told);
    }

    [Fact]
    public async Task A_Prometheus_that_is_missing_is_named_with_the_command_that_installs_it()
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.InAsync(context => context with { Variable = name => name == "PATH" ? folder.Path : null }, "score", folder.Write("rules.yml", Rules));
        Assert.Equal((1, ""), (ran.Status, ran.Output));
        Assert.StartsWith("prometheus is not on the path. It evaluates the rules. Install it: sudo apt-get install --yes prometheus", ran.Error, StringComparison.Ordinal);
    }

    private static double Number(JsonElement alert, string figure) => alert.GetProperty(figure).GetDouble();

    private static Task<Ran> ScoreAsync(string[] arguments) =>
        Ran.InAsync(context => context with { Variable = Environment.GetEnvironmentVariable }, ["score", .. arguments]);
}
