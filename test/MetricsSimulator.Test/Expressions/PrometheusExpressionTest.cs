using System.Globalization;
using System.Text;
using MetricsSimulator.Expressions;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Expressions;

/// <summary>What matches here matches in Prometheus, and what is refused here is refused there.</summary>
[Trait("needs", "programs")]
public sealed class PrometheusExpressionTest
{
    [Fact]
    [Trait("needs", "programs")]
    public void Every_pattern_selects_the_values_that_it_selects_in_Prometheus()
    {
        var values = ExpressionTable.Values;
        var text = new StringBuilder("tests:\n- interval: 1m\n  input_series:\n");
        for (var i = 0; i < values.Length; i++) text.Append(CultureInfo.InvariantCulture, $"  - {{series: {Quoted(Series(i))}, values: '1'}}\n");
        text.Append("  promql_expr_test:\n");
        foreach (var pattern in ExpressionTable.Accepted)
        {
            var compiled = new Expression(pattern);
            text.Append(CultureInfo.InvariantCulture, $"  - expr: {Quoted($"x{{v=~{GoText(pattern)}}}")}\n    eval_time: 0m\n    exp_samples: [");
            text.AppendJoin(", ", Enumerable.Range(0, values.Length).Where(i => compiled.IsMatch(values[i])).Select(i => $"{{labels: {Quoted(Series(i))}, value: 1}}"));
            text.Append("]\n");
        }

        using var folder = new TemporaryFolder();
        var file = folder.Write("patterns.yaml", text.ToString());
        var result = ExternalTool.Promtool.Run(["test", "rules", file]);
        Assert.True(result.Status == 0, result.ToString());
    }

    [Fact]
    [Trait("needs", "programs")]
    public void Every_pattern_that_is_refused_is_refused_by_Prometheus()
    {
        var text = new StringBuilder("groups:\n- name: patterns\n  rules:\n");
        for (var i = 0; i < ExpressionTable.Refused.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"  - {{record: 'pattern_{i}', expr: {Quoted($"x{{v=~{GoText(ExpressionTable.Refused[i])}}}")}}}\n");
        using var folder = new TemporaryFolder();
        var file = folder.Write("rules.yaml", text.ToString());
        var result = ExternalTool.Promtool.Run(["check", "rules", file]);
        var said = result.ToString();
        Assert.All(Enumerable.Range(0, ExpressionTable.Refused.Length), i => Assert.True(
            said.Contains($"\"pattern_{i}\"", StringComparison.Ordinal), $"Prometheus accepts {ExpressionTable.Refused[i]}\n{said}"));
    }

    // An empty label is an absent one, so another label tells the series apart.
    private static string Series(int i) =>
        string.Create(CultureInfo.InvariantCulture, $"x{{i=\"{i}\"{(ExpressionTable.Values[i].Length == 0 ? "" : $",v={GoText(ExpressionTable.Values[i])}")}}}");

    private static string GoText(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)}\"";

    private static string Quoted(string text) => GoText(text);
}
