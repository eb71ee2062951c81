using MetricsSimulator.Configuration;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Test.Configuration;

/// <summary>The built-in metrics are those of the specification, and a file changes them key by key.</summary>
public class CatalogueTest
{
    [Theory]
    [InlineData("token_usage", "otel_claude_code_token_usage_tokens_total", "counter", "model,token_type", "Total tokens used (simulated)")]
    [InlineData("session_duration", "otel_claude_code_session_duration_seconds", "histogram", "", "Session duration (simulated)")]
    [InlineData("cost", "otel_claude_code_cost_usd", "counter", "model", "Total cost in US dollars (simulated)")]
    [InlineData("tool_usage", "otel_claude_code_tool_usage_total", "counter", "tool_name", "Total tool calls (simulated)")]
    [InlineData("error", "otel_claude_code_error_total", "counter", "error_type", "Total failed tool calls (simulated)")]
    public void Has_the_metrics_of_the_specification(string key, string name, string type, string labels, string help)
    {
        var metric = Assert.Single(ConfigurationReader.BuiltIn.Metrics, metric => metric.Key == key);

        Assert.Equal((name, type, help), (metric.Name, metric.Type.Name, metric.Help));
        Assert.Equal(labels, string.Join(',', metric.Labels.Dimensions.Select(dimension => dimension.Name)));
    }

    [Fact]
    public void Has_the_parameters_of_the_specification()
    {
        var metrics = ConfigurationReader.BuiltIn.Metrics.ToDictionary(metric => metric.Key, StringComparer.Ordinal);

        Assert.Equal(
            new RateDefinition(new BrownianDefinition(1000, 0.1, new Volatility(50, TimeSpan.FromHours(1)), new Bounds(0, 100_000))), ((CounterDefinition)metrics["token_usage"]).Rate);
        Assert.Equal(new BrownianDefinition(300, 0, new Volatility(30, TimeSpan.FromHours(1)), new Bounds(10, 7200)), ((HistogramDefinition)metrics["session_duration"]).Median);
        Assert.Equal(new RateDefinition(new BrownianDefinition(2), TimeSpan.FromMinutes(1)), ((HistogramDefinition)metrics["session_duration"]).Arrivals);
        Assert.Equal(
            new RateDefinition(new BrownianDefinition(325, 0.001, new Volatility(0.1, TimeSpan.FromSeconds(1))), TimeSpan.FromHours(24)), ((CounterDefinition)metrics["cost"]).Rate);
        Assert.Equal(1e-6, ((CounterDefinition)metrics["cost"]).Resolution);
        Assert.Equal(
            new RateDefinition(new BrownianDefinition(30, 0, new Volatility(0.2, TimeSpan.FromHours(1))), TimeSpan.FromMinutes(1)), ((CounterDefinition)metrics["tool_usage"]).Rate);
        Assert.Equal(Accumulation.Poisson, ((CounterDefinition)metrics["tool_usage"]).Accumulate);
        Assert.Equal(("tool_usage", 0.001), (((ThinnedCounterDefinition)metrics["error"]).Of, ((ThinnedCounterDefinition)metrics["error"]).Probability));
    }

    [Fact]
    public void Volatility_alone_keeps_its_time_span()
    {
        var tokens = (CounterDefinition)Metric("token_usage: {volatility: 80}");

        Assert.Equal(new Volatility(80, TimeSpan.FromHours(1)), ((BrownianDefinition)tokens.Rate.Process).Volatility);
        Assert.Equal(1000, tokens.Rate.Process.InitialValue);
    }

    [Fact]
    public void Null_takes_back_what_the_catalogue_says()
    {
        var tokens = (CounterDefinition)Metric("token_usage: {volatility_per: ~, bounds: null, labels: ~}");

        Assert.Equal(new Volatility(50, TimeSpan.FromSeconds(1)), ((BrownianDefinition)tokens.Rate.Process).Volatility);
        Assert.Equal(Bounds.NonNegative, tokens.Rate.Process.Bounds);
        Assert.Equal(LabelSpace.Empty, tokens.Labels);
    }

    [Fact]
    public void What_does_not_apply_to_another_type_is_left_behind()
    {
        var gauge = (GaugeDefinition)Metric("session_duration: {type: gauge, process: constant}");

        Assert.Equal(new ConstantDefinition(300, new Bounds(10, 7200)), gauge.Process);
    }

    [Fact]
    public void A_block_inside_a_metric_is_changed_key_by_key_too()
    {
        var sessions = (HistogramDefinition)Metric("session_duration: {arrivals: {initial_value: 7}}");

        Assert.Equal(new RateDefinition(new BrownianDefinition(7), TimeSpan.FromMinutes(1)), sessions.Arrivals);
    }

    [Fact]
    public void Labels_are_replaced_as_a_whole()
    {
        var tokens = Metric("token_usage: {labels: {region: {eu: 3, us: 1}}}");

        Assert.Equal("{region=\"eu\"}", tokens.Labels.Format(0));
        Assert.Equal(0.75, tokens.Labels.Share(0));
    }

    [Theory]
    [InlineData("token_usage: {resolution: 0.01}", 0.01)]
    [InlineData("token_usage: {integer: false}", 0)]
    [InlineData("cost: {integer: true}", 1)]
    [InlineData("cost: {integer: false}", 1e-6)]
    public void Of_integer_and_resolution_the_one_given_holds(string block, double resolution) => Assert.Equal(resolution, ((CounterDefinition)Metric(block)).Resolution);

    [Fact]
    public void Can_be_left_out_one_by_one_and_altogether()
    {
        Assert.Equal("token_usage session_duration cost",
            string.Join(' ', Read("tool_usage: {enabled: false}\n    error: {enabled: false}").Metrics.Select(metric => metric.Key)));
        Assert.Empty(ConfigurationReader.ReadText("simulator: {catalogue: none}", "f.yaml").Configuration!.Metrics);
    }

    [Fact]
    public void Own_metrics_follow_and_have_a_help_text()
    {
        var metrics = Read("queue_depth: {type: gauge}\n    cost: {drift: 0}").Metrics;

        Assert.Equal("queue_depth", metrics[^1].Name);
        Assert.Equal("Queue depth (simulated)", metrics[^1].Help);
        Assert.Equal(6, metrics.Length);
    }

    private static MetricDefinition Metric(string block) => Read(block).Metrics.Single(metric => block.StartsWith(metric.Key + ":", StringComparison.Ordinal));

    private static SimulatorConfiguration Read(string blocks)
    {
        var result = ConfigurationReader.ReadText($"simulator:\n  metrics:\n    {blocks}", "f.yaml");
        Assert.Empty(result.Errors);
        return result.Configuration!;
    }
}
