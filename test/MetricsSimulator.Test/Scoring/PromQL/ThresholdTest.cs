using MetricsSimulator.Cli.Scoring.PromQL;

namespace MetricsSimulator.Test.Scoring.PromQL;

public sealed class ThresholdTest
{
    [Theory]
    [InlineData("errors:share5m > 0.05", "errors:share5m > 7", true)]
    [InlineData("errors:share5m>0.05", "errors:share5m > 7", true)]
    [InlineData("up == bool 0", "up == bool 7", true)]
    [InlineData("x <= -1e-3 # low", "x <= 7 # low", true)]
    [InlineData("(a / b) > 0.1 and c > 100", "(a / b) > 7 and c > 100", false)]
    [InlineData("(sum(rate(a[5m])) > 0.1)", "(sum(rate(a[5m])) > 7)", false)]
    [InlineData("a{b!=\"1\"} > 2", "a{b!=\"1\"} > 7", true)]
    [InlineData("a > b > 2", "a > b > 7", true)]
    [InlineData("a unless b > 2", "a unless b > 7", false)]
    public void The_first_number_that_stands_alone_in_a_comparison_is_replaced(string expression, string expected, bool isWhole)
    {
        var threshold = Threshold.FirstOf(expression);
        Assert.Equal(expected, threshold?.With(7));
        Assert.Equal(isWhole, threshold?.IsWhole);
    }

    [Theory]
    [InlineData("up")]
    [InlineData("a > b")]
    [InlineData("a > 2 * b")]
    [InlineData("rate(a[5m]) + 1")]
    [InlineData("x != x")]
    [InlineData("'not closed")]
    public void An_expression_that_compares_with_no_number_has_none(string expression) => Assert.Null(Threshold.FirstOf(expression));
}
