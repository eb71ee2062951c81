using MetricsSimulator.Cli.Scoring.PromQL;

namespace MetricsSimulator.Test.Scoring.PromQL;

public sealed class ThresholdTest
{
    [Theory]
    [InlineData("errors:share5m > 0.05", "errors:share5m > 7")]
    [InlineData("errors:share5m>0.05", "errors:share5m > 7")]
    [InlineData("up == bool 0", "up == bool 7")]
    [InlineData("x <= -1e-3 # low", "x <= 7 # low")]
    [InlineData("(a / b) > 0.1 and c > 100", "(a / b) > 7 and c > 100")]
    [InlineData("(sum(rate(a[5m])) > 0.1)", "(sum(rate(a[5m])) > 7)")]
    [InlineData("a{b!=\"1\"} > 2", "a{b!=\"1\"} > 7")]
    [InlineData("a > b > 2", "a > b > 7")]
    [InlineData("a unless b > 2", "a unless b > 7")]
    public void The_first_number_that_stands_alone_in_a_comparison_is_replaced(string expression, string expected) =>
        Assert.Equal(expected, Threshold.FirstOf(expression)?.With(7));

    [Theory]
    [InlineData("up")]
    [InlineData("a > b")]
    [InlineData("a > 2 * b")]
    [InlineData("rate(a[5m]) + 1")]
    [InlineData("x != x")]
    [InlineData("'not closed")]
    public void An_expression_that_compares_with_no_number_has_none(string expression) => Assert.Null(Threshold.FirstOf(expression));
}
