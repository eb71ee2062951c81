using MetricsSimulator.Cli.Scoring.PromQL;

namespace MetricsSimulator.Test.Scoring.PromQL;

public sealed class ComparedValueTest
{
    [Theory]
    [InlineData("errors:share5m > 0.05", "errors:share5m", ">", "0.05")]
    [InlineData("((sum by (a) (rate(x{b!=\"1\"}[5m])) >= 1e-3))", "sum by (a) (rate(x{b!=\"1\"}[5m]))", ">=", "1e-3")]
    [InlineData("0.05 < x", "x", ">", "0.05")]
    [InlineData("-1 >= x", "x", "<=", "-1")]
    [InlineData("a / b > 0.1 and c > 100", "a / b", ">", "0.1")]
    [InlineData("(a > 1) unless b", "a", ">", "1")]
    [InlineData("x > 1.5 * x offset 1h", "x", ">", "1.5 * x offset 1h")]
    [InlineData("x != x", "x", "!=", "x")]
    [InlineData("a > b > 2", "a > b", ">", "2")]
    [InlineData("max_over_time((a > 1)[5m:]) == 3 # three", "max_over_time((a > 1)[5m:])", "==", "3")]
    public void The_side_that_is_compared_gives_the_value(string expression, string value, string comparison, string limit)
    {
        var compared = ComparedValue.Of(expression);
        Assert.Equal((value, comparison, limit), (compared.Expression, compared.Operator, compared.Limit));
    }

    [Theory]
    [InlineData("x > 5", 5.0)]
    [InlineData("x > -5e-1", -0.5)]
    [InlineData("2 > x", 2.0)]
    [InlineData("x > y", null)]
    [InlineData("x > 2 * y", null)]
    public void A_threshold_is_a_number(string expression, double? threshold) => Assert.Equal(threshold, ComparedValue.Of(expression).Threshold);

    [Theory]
    [InlineData("absent(up)")]
    [InlineData("a > 1 or b > 2")]
    [InlineData("x > bool 1")]
    [InlineData("x > on (a) y")]
    [InlineData("rate(a[5m] offset 1h)")]
    [InlineData("(a) and (b)")]
    [InlineData("'not closed")]
    public void An_expression_that_compares_nothing_gives_its_own_value(string expression) => Assert.Equal(new ComparedValue(expression, null, ""), ComparedValue.Of(expression));
}
