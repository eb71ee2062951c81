using MetricsSimulator.Cli.Scoring.PromQL;

namespace MetricsSimulator.Test.Scoring.PromQL;

public sealed class ExpressionReadingTest
{
    [Theory]
    [InlineData("up == 0", "{__name__=\"up\"}")]
    [InlineData("sum by (job) (rate(http_requests_total{code=~\"5..\", job!='x'}[5m])) / sum(rate(all[5m])) without (instance) > bool 0.05",
        "{__name__=\"http_requests_total\",code=~\"5..\",job!=\"x\"} {__name__=\"all\"}")]
    [InlineData("a * on (job, instance) group_left (version) b unless ignoring (x) c or vector(1)", "{__name__=\"a\"} {__name__=\"b\"} {__name__=\"c\"}")]
    [InlineData("a + ignoring () group_right b", "{__name__=\"a\"} {__name__=\"b\"}")]
    [InlineData("{__name__=~\"job:.+:rate5m\"} > Inf and {job=`a\\b`} != NaN", "{__name__=~\"job:.+:rate5m\"} {job=\"a\\\\b\"}")]
    [InlineData("{\"http.requests\", \"my label\"=\"x\"}", "{__name__=\"http.requests\",my label=\"x\"}")]
    [InlineData("label_replace(a, \"x\", \"$1\", \"y\", \"(.*)\") # and b\n or time() > 0x1F + 1e-3 + .5", "{__name__=\"a\"}")]
    [InlineData("job:a:rate5m[5m:1m]", "{__name__=\"job:a:rate5m\"}")]
    [InlineData(":node:sum > 1", "{__name__=\":node:sum\"}")]
    [InlineData("quantile(0.9, topk by (a) (3, b)) offset -5m", "{__name__=\"b\"}")]
    [InlineData("-(a) ^ +b atan2 c", "{__name__=\"a\"} {__name__=\"b\"} {__name__=\"c\"}")]
    [InlineData("absent(sum{job=\"x\"}) and offset and by", "{__name__=\"sum\",job=\"x\"} {__name__=\"offset\"} {__name__=\"by\"}")]
    [InlineData("SUM BY (x) (a) AND ON (x) b", "{__name__=\"a\"} {__name__=\"b\"}")]
    [InlineData("\"text\"", "")]
    public void Selectors_are_found(string expression, string selectors) =>
        Assert.Equal(selectors, string.Join(' ', ExpressionReading.Of(expression).Selectors.Select(selector => selector.Text)));

    [Theory]
    [InlineData("a", "5m")]
    [InlineData("rate(a[1m])", "1m")]
    [InlineData("rate(a[1h30m] offset 1d)", "25h30m")]
    [InlineData("a offset 1w", "168h5m")]
    [InlineData("a offset -1h", "-55m")]
    [InlineData("max_over_time(rate(a[5m])[1h:1m])", "65m")]
    [InlineData("max_over_time((a offset 10m)[1h:] offset 2h)", "195m")]
    [InlineData("a + b[30m:]", "5m 35m")]
    [InlineData("(a + b)[30m:]", "35m 35m")]
    [InlineData("rate(a[300])", "5m")]
    [InlineData("a[1y]", "8760h")]
    [InlineData("rate(a[5m] @ 1609746000 offset 5m)", "10m")]
    public void The_look_back_adds_up_along_the_nesting(string expression, string lookBacks) =>
        Assert.Equal(lookBacks.Split(' ').Select(Span), ExpressionReading.Of(expression).Selectors.Select(selector => selector.LookBack));

    [Theory]
    [InlineData("a == 0", "0s")]
    [InlineData("a offset 1h", "1h")]
    [InlineData("rate(a[5m])", "5m")]
    [InlineData("max_over_time(a[1h:1m]) - rate(b[1h])", "1h 1h")]
    public void A_sample_is_remembered_as_long_as_ranges_and_offsets_say(string expression, string memories) =>
        Assert.Equal(memories.Split(' ').Select(Span), ExpressionReading.Of(expression).Selectors.Select(selector => selector.Memory));

    [Theory]
    [InlineData("a @ start()", true)]
    [InlineData("rate(a[5m] @ end() offset 5m)", true)]
    [InlineData("a @ 1609746000 + start", false)]
    public void The_ends_of_a_query_are_found(string expression, bool hasEnds) => Assert.Equal(hasEnds, ExpressionReading.Of(expression).HasEnds);

    [Theory]
    [InlineData("a +", "its end")]
    [InlineData("a b", "'b'")]
    [InlineData("sum(a", "its end")]
    [InlineData("a{b}", "'}'")]
    [InlineData("a{b=\"c}", "a text in quotes that does not end")]
    [InlineData("a{b=\"\\q\"}", "the escape '\\q'")]
    [InlineData("a{b=~\"(\"}", "the pattern '('")]
    [InlineData("rate(a[5m+1m])", "'+'")]
    [InlineData("a smoothed", "'smoothed'")]
    public void A_syntax_that_is_not_known_is_named(string expression, string found) =>
        Assert.Equal(found, Assert.Throws<UnreadableExpressionException>(() => ExpressionReading.Of(expression)).Message);

    private static TimeSpan Span(string text)
    {
        var isNegative = text[0] == '-';
        Assert.True(MetricsSimulator.Configuration.RuleFiles.PrometheusDuration.TryParse(text.TrimStart('-'), out var span));
        return isNegative ? -span : span;
    }
}
