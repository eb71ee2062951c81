using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Cli.Scoring.Reports;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Scoring.Scores;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Documentation;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Scoring.Judging;

/// <summary>A report is the same, byte for byte, whatever does not matter to it.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class SameReportTest
{
    private const string Down = "{alert: Down, expr: up == 0, for: 1m, annotations: {detects: 'outage, truncated'}}";
    private const string Sessions = "{alert: Sessions, expr: 'otel_claude_code_active_sessions > 55', for: 3m}";
    private const string Errors = "{alert: Errors, expr: 'increase(otel_claude_code_error_total[5m]) > 3'}";
    private const string Elsewhere = "{alert: Elsewhere, expr: node_cpu_seconds_total > 1}";

    [Theory]
    [InlineData("json")]
    [InlineData("table")]
    public void One_worker_or_two_write_the_same(string format)
    {
        using var folder = new TemporaryFolder();
        var rules = folder.Write("rules.yml", File("a", Down, Sessions, Errors));
        var reports = Enumerable.Range(1, 2).Select(workers =>
        {
            var page = folder.File($"{workers}.html");
            var told = Shell.Run($"DOTNET_PROCESSOR_COUNT={workers} claude-metrics-simulator score '{rules}' --duration 12h --seeds 3 --format {format} --report '{page}' 2>/dev/null");
            return (told, System.IO.File.ReadAllText(page));
        }).ToArray();
        Assert.Contains("Sessions", reports[0].told, StringComparison.Ordinal);
        Assert.Equal(reports[0], reports[1]);
    }

    [Fact]
    public async Task Files_and_rules_in_another_order_have_the_same_scores()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("turned"));
        var (one, other) = (folder.Write("one.yml", File("a", Down, Sessions, Elsewhere)), folder.Write("other.yml", File("b", Errors)));
        var turned = folder.Write("turned/one.yml", File("a", Elsewhere, Sessions, Down));
        var (report, changed) = (await ScoreAsync(one, other), await ScoreAsync(other, turned));
        Assert.NotEqual(report, changed);
        Assert.Equal(Normal(report), Normal(changed.Replace("turned/", "", StringComparison.Ordinal)));
        Assert.Contains("\"not_detected\":[{", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seeds_in_another_order_have_the_same_scores()
    {
        var (plan, run) = ScoredScenario.PlanOf(File("a", Down, Sessions, Errors), ScenarioReader.Find("incidents").Draft!, TimeSpan.FromHours(12), 1, 2, 3);
        var turned = ScoredScenario.PlanOf(File("a", Down, Sessions, Errors), ScenarioReader.Find("incidents").Draft!, TimeSpan.FromHours(12), 3, 1, 2);
        var report = ScoreJson.Of(ScoreReport.Of(plan, await ScoredScenario.JudgeAsync(plan, run), 1, ImmutableArray<Requirement>.Empty));
        var changed = ScoreJson.Of(ScoreReport.Of(turned.Plan, await ScoredScenario.JudgeAsync(turned.Plan, turned.Run), 1, ImmutableArray<Requirement>.Empty));
        Assert.NotEqual(report, changed);
        Assert.Equal(Normal(report), Normal(changed));
    }

    // All rules on one line, since a report says where a rule stands.
    private static string File(string group, params string[] rules) => $"groups: [{{name: {group}, rules: [{string.Join(", ", rules)}]}}]\n";

    private static async Task<string> ScoreAsync(params string[] files)
    {
        var ran = await Ran.InAsync(context => context with { Variable = Environment.GetEnvironmentVariable }, ["score", .. files, "--duration", "12h", "--seeds", "3", "--format", "json"]);
        Assert.Equal(0, ran.Status);
        return ran.Output;
    }

    // The report with all lists and members in alphabetical order.
    private static string Normal(string json) => Normal(JsonDocument.Parse(json).RootElement);

    private static string Normal(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(",\n", json.EnumerateArray().Select(Normal).Order(StringComparer.Ordinal))}]",
        JsonValueKind.Object => $"{{{string.Join(",\n", json.EnumerateObject().Select(member => $"{member.Name}:{Normal(member.Value)}").Order(StringComparer.Ordinal))}}}",
        _ => json.GetRawText(),
    };
}
