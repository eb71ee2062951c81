using System.Text.Json;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary><c>score --explain</c>.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class ScoreExplanationTest
{
    private const string Sessions = "otel_claude_code_active_sessions";

    private const string Rules = $$"""
        groups:
          - name: known
            rules:
              - {alert: Down, expr: up == 0, for: 1m, annotations: {detects: 'outage, truncated'} }
              - {alert: DownTooLong, expr: up == 0, for: 5m, annotations: {detects: 'outage, truncated'} }
              - {alert: Gone, expr: 'absent({{Sessions}})', annotations: {detects: outage} }
              - {alert: Many, expr: '{{Sessions}} > 45', annotations: {detects: trend} }
        """;

    private static readonly string[] s_run = ["--duration", "1d", "--seeds", "1", "--seed", "3"];

    [Fact]
    public async Task The_steps_to_an_outage_lead_to_the_outcomes_of_the_score()
    {
        using var folder = new TemporaryFolder();
        var rules = folder.Write("rules.yml", Rules);
        var scores = await ScoreAsync([rules, .. s_run, "--format", "json"]);
        Assert.Equal(0, scores.Status);
        var missed = JsonDocument.Parse(scores.Output).RootElement.GetProperty("alerts").EnumerateArray().Single(alert => alert.GetProperty("alert").GetString() == "DownTooLong")
            .GetProperty("not_detected").EnumerateArray().Where(each => each.GetProperty("outcome").GetString() == "too_short").Select(each => each.GetProperty("anomaly").GetString()!).ToArray();
        var name = missed.Single(anomaly => anomaly.Contains("outage", StringComparison.Ordinal));

        // The same command, and the name.
        var ran = await ScoreAsync([rules, .. s_run, "--explain", name, "--format", "json"]);
        Assert.Equal(0, ran.Status);
        var explanation = JsonDocument.Parse(ran.Output).RootElement;
        Assert.Equal((name, "outage"), (explanation.GetProperty("anomaly").GetString(), explanation.GetProperty("kind").GetString()));
        var alerts = explanation.GetProperty("alerts").EnumerateArray().ToDictionary(alert => alert.GetProperty("alert").GetString()!);
        Assert.Equal(
            ["detected", "too_short", "detected", null],
            ((string[])["Down", "DownTooLong", "Gone", "Many"]).Select(alert => alerts[alert].GetProperty("claims").GetBoolean() ? alerts[alert].GetProperty("outcome").GetString() : null));

        // Two minutes down are two or three evaluations: one fires, the other waits, and begins anew.
        var states = Evaluations(alerts["Down"]).Select(evaluation => evaluation.GetProperty("state").GetString()).ToArray();
        Assert.Contains("firing", states);
        Assert.Equal(
            alerts["Down"].GetProperty("detected_at").GetString(),
            Evaluations(alerts["Down"]).First(evaluation => evaluation.GetProperty("state").GetString() == "firing").GetProperty("at").GetString());
        Assert.Equal(["pending", "gone"], Changes(alerts["DownTooLong"]));
        foreach (var alert in (string[])["Down", "DownTooLong"])
            foreach (var evaluation in Evaluations(alerts[alert])) Assert.Equal(evaluation.GetProperty("value").GetDouble() == 0, evaluation.GetProperty("returned").GetBoolean());
        // Without a comparison, the value is that of the expression where it returns one.
        foreach (var evaluation in Evaluations(alerts["Gone"])) Assert.Equal(evaluation.GetProperty("returned").GetBoolean() ? 1 : null, NumberOrNull(evaluation.GetProperty("value")));
    }

    [Fact]
    public async Task A_table_names_what_was_missed_and_the_text_says_why_in_eighty_columns()
    {
        using var folder = new TemporaryFolder();
        var rules = folder.Write("rules.yml", Rules);
        var scores = await ScoreAsync([rules, .. s_run]);
        var hint = scores.Output.Split('\n').Single(line => line.StartsWith("To see why ", StringComparison.Ordinal));
        var name = hint[(hint.IndexOf("--explain ", StringComparison.Ordinal) + "--explain ".Length)..].TrimEnd('.');
        var ran = await ScoreAsync([rules, .. s_run, "--explain", name]);
        Assert.Equal(0, ran.Status);
        Assert.StartsWith(name + ": ", ran.Output, StringComparison.Ordinal);
        Assert.Contains(" missed it", ran.Output, StringComparison.Ordinal);
        Assert.Contains("The floor is ", ran.Output, StringComparison.Ordinal);
        Assert.All(ran.Output.Split('\n').Where(line => !line.Contains(" series", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 100));
    }

    private static JsonElement.ArrayEnumerator Evaluations(JsonElement alert) => alert.GetProperty("instances").EnumerateArray().Single().GetProperty("evaluations").EnumerateArray();

    private static IEnumerable<string?> Changes(JsonElement alert) =>
        Evaluations(alert).Where(evaluation => evaluation.TryGetProperty("change", out _)).Select(evaluation => evaluation.GetProperty("change").GetString());

    private static double? NumberOrNull(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static Task<Ran> ScoreAsync(string[] arguments) =>
        Ran.InAsync(context => context with { Variable = Environment.GetEnvironmentVariable }, ["score", .. arguments]);
}
