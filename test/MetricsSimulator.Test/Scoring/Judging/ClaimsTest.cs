using MetricsSimulator.Scoring.Incidents;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Test.Scoring.Judging;

public sealed class ClaimsTest
{
    private static readonly string[] Kinds = ["error_burst", "level_shift"];
    private static readonly string[] Metrics = ["tool_usage", "team:tokens"];

    [Theory]
    [InlineData("error_burst")]
    [InlineData("error_burst, level_shift:tool_usage")]
    [InlineData("*:tool_usage")]
    [InlineData("level_shift:team:tokens")]
    [InlineData("none")]
    public void Claims_are_read_as_they_are_written(string text) => Assert.Equal(text, Read(text).Value?.ToString());

    [Theory]
    [InlineData("error_burst", "error_burst", "tool_usage", true)]
    [InlineData("error_burst", "level_shift", "tool_usage", false)]
    [InlineData("level_shift:tool_usage", "level_shift", "tool_usage", true)]
    [InlineData("level_shift:tool_usage", "level_shift", "team:tokens", false)]
    [InlineData("*:tool_usage", "error_burst", "tool_usage", true)]
    [InlineData("none", "error_burst", "tool_usage", false)]
    public void A_claim_covers_its_kind_and_its_metric(string text, string kind, string metric, bool covers) =>
        Assert.Equal(covers, Read(text).Value!.Cover(new Incident("1", kind, default, default, null) { Metrics = [metric] }));

    [Theory]
    [InlineData("", "is empty. Write kinds with commas between them, as in 'error_burst, level_shift:tool_usage, *:tool_usage', or 'none'.")]
    [InlineData("error_burst,", "has nothing between two commas, or at an end, in 'error_burst,'. Write kinds with commas between them, as in 'error_burst, level_shift:tool_usage, *:tool_usage', or 'none'.")]
    [InlineData("error_burst, none", "'none' stands alone, got 'error_burst, none'.")]
    [InlineData("*", "'*' needs a metric, as in '*:tool_usage'. Leave the annotation out to claim everything that the alert reads.")]
    [InlineData("eror_burst", "unknown kind of anomaly 'eror_burst'. Known are error_burst, level_shift.")]
    [InlineData("level_shift:tools", "unknown metric 'tools'. Known are tool_usage, team:tokens.")]
    [InlineData("level_shift:", "unknown metric ''. Known are tool_usage, team:tokens.")]
    public void A_wrong_claim_is_explained(string text, string error)
    {
        Assert.Equal([error], Read(text).Errors);
        Assert.Null(Read(text).Value);
    }

    [Fact]
    public void All_errors_are_told_at_once() => Assert.Equal(
        [
            "unknown kind of anomaly 'a'. Known are error_burst, level_shift.",
            "unknown metric 'b'. Known are tool_usage, team:tokens.",
            "'none' stands alone, got 'a:b, none'.",
        ],
        Read("a:b, none").Errors);

    private static MetricsSimulator.Scoring.Reading<Claims> Read(string text) => Claims.Read(text, Kinds, Metrics);
}
