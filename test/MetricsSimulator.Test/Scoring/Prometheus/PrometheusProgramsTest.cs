using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Test.Scoring.Evaluation;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Scoring.Prometheus;

public sealed class PrometheusProgramsTest
{
    [Fact]
    public void A_missing_program_is_named_with_the_command_that_installs_it()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(PrometheusPrograms.Find(folder.Path, out var missing));
        Assert.Equal(
            "prometheus is not on the path. It evaluates the rules. Install it: sudo apt-get install --yes prometheus, or unpack a release from https://prometheus.io/download/ and add its folder to PATH.", missing);
        folder.Write("prometheus", "");
        Assert.Null(PrometheusPrograms.Find(folder.Path, out missing));
        Assert.StartsWith("promtool is not on the path. It checks the rules. Install it: sudo apt-get install --yes prometheus", missing, StringComparison.Ordinal);
        folder.Write("promtool", "");
        Assert.Equal(new PrometheusPrograms(folder.File("prometheus"), folder.File("promtool")), PrometheusPrograms.Find($"/nowhere:{folder.Path}", out missing));
        Assert.Null(missing);
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task Prometheus_says_what_is_wrong_with_rules()
    {
        using var folder = new TemporaryFolder();
        Task<string?> Check(string rules) => RuleCheck.RunAsync(ExternalTool.Promtool.Path, EvaluatedHistory.Rules(rules), folder.Path, TestContext.Current.CancellationToken);
        Assert.Null(await Check("groups: [{name: g, query_offset: 1m, labels: {team: a}, rules: [{alert: A, expr: up == 0}, {alert: A, expr: up == 0}]}]"));
        Assert.Equal(
            "rules.yml: 1:45: group \"g\", rule 1, \"A\": could not parse expression: 1:5: parse error: unclosed left parenthesis\n"
            + "rules.yml: 1:69: group \"g\", rule 2, \"B\": could not parse expression: 1:1: parse error: unknown function with name \"foo\"",
            await Check("groups: [{name: g, rules: [{alert: A, expr: sum(}, {alert: B, expr: foo(1)}]}]"));
        Assert.Contains("field fro not found", await Check("groups: [{name: g, rules: [{alert: A, expr: up, fro: 1m}]}]"), StringComparison.Ordinal);
    }
}
