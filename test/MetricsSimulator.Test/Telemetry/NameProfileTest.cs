using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Test.Telemetry;

/// <summary>The names of the eight counters on each way to Prometheus, as they were observed.</summary>
public sealed class NameProfileTest
{
    [Theory]
    [InlineData(NameStyle.Collector, "", "claude_code_session_count_total", "claude_code_cost_usage_USD_total", "claude_code_token_usage_tokens_total", "claude_code_active_time_seconds_total")]
    [InlineData(NameStyle.Collector, "otel", "otel_claude_code_session_count_total", "otel_claude_code_cost_usage_USD_total", "otel_claude_code_token_usage_tokens_total", "otel_claude_code_active_time_seconds_total")]
    [InlineData(NameStyle.Collector, "claude_code", "claude_code_claude_code_session_count_total", "claude_code_claude_code_cost_usage_USD_total", "claude_code_claude_code_token_usage_tokens_total", "claude_code_claude_code_active_time_seconds_total")]
    [InlineData(NameStyle.Direct, "", "claude_code_session_count_total", "claude_code_cost_usage_total", "claude_code_token_usage_total", "claude_code_active_time_total")]
    [InlineData(NameStyle.NoSuffix, "", "claude_code_session_count", "claude_code_cost_usage", "claude_code_token_usage", "claude_code_active_time_total")]
    [InlineData(NameStyle.Legacy, "", "claude_code_session_count_total", "claude_code_cost_usage_USD_total", "claude_code_token_usage_tokens_total", "claude_code_active_time_total_s_total")]
    public void A_metric_has_the_name_that_its_way_gives_it(NameStyle style, string prefix, string sessions, string cost, string tokens, string activeTime)
    {
        var profile = new NameProfile(style, prefix);

        Assert.Equal(sessions, profile.NameOf(TelemetryMetric.Sessions));
        Assert.Equal(cost, profile.NameOf(TelemetryMetric.Cost));
        Assert.Equal(tokens, profile.NameOf(TelemetryMetric.Tokens));
        Assert.Equal(activeTime, profile.NameOf(TelemetryMetric.ActiveTime));
    }

    [Theory]
    [InlineData("session.id", "session_id")]
    [InlineData("mcp_server.name", "mcp_server_name")]
    [InlineData("cost-center", "cost_center")]
    public void An_attribute_has_its_name_with_underscores(string attribute, string label) => Assert.Equal(label, NameProfile.LabelOf(attribute));
}
