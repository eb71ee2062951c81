using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.OpenMetrics;
using MetricsSimulator.Formats.PrometheusText;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Formats.Expositions;

[Trait("needs", "programs")]
public class IndependentJudgesTest
{
    private const string ParseOpenMetrics =
        """
        import sys
        from prometheus_client.openmetrics.parser import text_string_to_metric_families
        text = sys.stdin.buffer.read().decode("utf-8")
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                print(family.type, sample.name, sorted(sample.labels.items()), repr(sample.value), sample.timestamp)
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheReferenceParserReadsOpenMetrics(bool timestamps)
    {
        using var snapshot = Snapshots.OfEverything();
        using var exposition = new ExpositionRenderer().Render(snapshot, OpenMetricsFormat.Version100, timestamps: timestamps);
        var result = ExternalTool.Python.Run(["-c", ParseOpenMetrics], exposition.ToArray());
        Assert.True(result.Status == 0, result.ToString());
        Assert.Contains(@"counter tokens_total [('kind', 'output'), ('model', 'a\\b""c\nd')] 0.30000000000000004", result.Output, StringComparison.Ordinal);
        Assert.Contains("unknown cost_usd [('model', 'opus')] 13.000001", result.Output, StringComparison.Ordinal);
        Assert.Contains("histogram duration_seconds_bucket [('le', '60.0'), ('tool', 'bash')] 2", result.Output, StringComparison.Ordinal);
        Assert.Contains("info build_info [('version', '1.1.0')] 1.0", result.Output, StringComparison.Ordinal);
        if (timestamps) Assert.Contains("1767225600.5", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void PromtoolFindsNothingWrongWithTextButTheNameThatLacksTotal()
    {
        using var snapshot = Snapshots.OfEverything();
        using var exposition = new ExpositionRenderer().Render(snapshot, TextFormat.Version004);
        var result = ExternalTool.Promtool.Run(["check", "metrics"], exposition.ToArray());
        var findings = (result.Output + result.Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
        Assert.Equal("cost_usd counter metrics should have \"_total\" suffix|requests_total no help text", string.Join('|', findings));
    }
}
