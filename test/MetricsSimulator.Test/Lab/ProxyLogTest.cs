using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MetricsSimulator.Cli.Lab;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Lab;

/// <summary><c>serve --log-format proxy</c> against what the telemetry lab wants.</summary>
public sealed class ProxyLogTest
{
    private static readonly string[] s_fields = ["metric_name", "value", "labels", "metadata", "timestamp", "iso_timestamp", "validation", "prometheus_format"];

    [Fact]
    public void Each_sample_has_a_payload_and_the_line_that_the_payload_quotes()
    {
        var lines = LinesAt(ticks: 6);
        Assert.True(lines.Length > 50);
        for (var i = 0; i < lines.Length; i += 2)
        {
            using var payload = Payload(lines[i]);
            Assert.Equal(s_fields, payload.RootElement.EnumerateObject().Select(field => field.Name));
            Assert.Equal("METRIC_PROMETHEUS: " + payload.RootElement.GetProperty("prometheus_format").GetString(), lines[i + 1]);
            Assert.Matches("^otel_claude_code_[a-z_]+$", payload.RootElement.GetProperty("metric_name").GetString());
            var labels = string.Join(',', payload.RootElement.GetProperty("labels").EnumerateObject().Select(label => $"{label.Name}=\"{label.Value.GetString()}\""));
            var line = Regex.Match(lines[i + 1], @"^METRIC_PROMETHEUS: ([a-z_]+)(?:\{(.*)\})? (\S+) (\d+)$", RegexOptions.None, TimeSpan.FromSeconds(1));
            Assert.Equal((payload.RootElement.GetProperty("metric_name").GetString(), labels), (line.Groups[1].Value, line.Groups[2].Value));
            Assert.Equal(payload.RootElement.GetProperty("value").GetDouble(), double.Parse(line.Groups[3].Value, CultureInfo.InvariantCulture));
            Assert.Equal(payload.RootElement.GetProperty("timestamp").GetDouble(), long.Parse(line.Groups[4].Value, CultureInfo.InvariantCulture) / 1000.0);
            Assert.Equal(
                DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(line.Groups[4].Value, CultureInfo.InvariantCulture)),
                DateTimeOffset.Parse(payload.RootElement.GetProperty("iso_timestamp").GetString()!, CultureInfo.InvariantCulture));
        }
    }

    // Each run of the lab measures values of its own, and a counter sums them: it leaves the range some day. docs/relay.md says so.
    [Fact]
    public void At_first_every_payload_is_valid_and_later_only_the_ranges_of_counters_are_left()
    {
        Assert.Empty(ErrorsAt(ticks: 6));
        var errors = ErrorsAt(ticks: 60 * 60 * 24 / 10 * 5);
        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.Matches(@"^otel_claude_code_(token_usage_tokens_total|tool_usage_total|cost_usd|error_total): Value \S+ outside range \[0, \d+\]$", error));
    }

    [Fact]
    public void The_series_of_a_histogram_are_the_only_ones_without_a_contract()
    {
        var warnings = LinesAt(ticks: 6).Where(line => line.StartsWith("METRIC_JSON", StringComparison.Ordinal)).SelectMany(line =>
        {
            using var payload = Payload(line);
            return payload.RootElement.GetProperty("validation").GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()!).ToList();
        }).Where(warning => warning.StartsWith("Unknown", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["bucket", "count", "sum"], warnings.Select(warning => warning.Replace("Unknown metric: otel_claude_code_session_duration_seconds_", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("otel_claude_code_token_usage_tokens_total", "model", 5, "Missing required label: token_type")]
    [InlineData("otel_claude_code_error_total", "error_type", 1001, "Value 1001 outside range [0, 1000]")]
    [InlineData("otel_claude_code_cost_usd", "x", -1, "Value -1 outside range [0, 1000]")]
    [InlineData("otel_claude_code_cost_usd", "x", double.NaN, "Value NaN outside range [0, 1000]")]
    [InlineData("otel_claude_code_tool_usage_total", "tool_name", 10_000, null)]
    public void A_sample_that_breaks_the_contract_is_marked(string name, string label, double value, string? error)
    {
        using var payload = Payload(ProxyLine.Of(name, [KeyValuePair.Create(label, "v")], value, 1, DateTimeOffset.UnixEpoch).Split('\n')[0]);
        var validation = payload.RootElement.GetProperty("validation");
        Assert.Equal(error is null, validation.GetProperty("valid").GetBoolean());
        Assert.Equal(error is null ? [] : [error], validation.GetProperty("errors").EnumerateArray().Select(each => each.GetString()));
    }

    [Fact]
    public async Task A_run_writes_its_current_tick_and_every_one_that_comes()
    {
        using var folder = new TemporaryFolder();
        var run = RunningServer.Read(folder.Write("one.yaml", "simulator: {metrics: {g: {type: gauge, initial_value: 1, volatility: 0}}}\n"));
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(RunningServer.Start);
        using var simulator = new LiveSimulator(run.Model, clock, run.Labels);
        simulator.Start();
        var written = new System.Collections.Concurrent.BlockingCollection<string>();
        await using var log = new ProxyLog(simulator, written.Add);
        for (var tick = 0; tick < 3; tick++)
        {
            Assert.True(written.TryTake(out var lines, TimeSpan.FromSeconds(30)));
            Assert.Contains($"\"metadata\":{{\"tick\":{tick}}}", lines, StringComparison.Ordinal);
            clock.Advance(run.Model.Timeline.UpdateInterval);
        }
    }

    private static List<string> ErrorsAt(long ticks) => [.. LinesAt(ticks).Where(line => line.StartsWith("METRIC_JSON", StringComparison.Ordinal)).SelectMany(line =>
    {
        using var payload = Payload(line);
        return payload.RootElement.GetProperty("validation").GetProperty("errors").EnumerateArray().Select(error => $"{payload.RootElement.GetProperty("metric_name").GetString()}: {error.GetString()}").ToList();
    })];

    private static string[] LinesAt(long ticks)
    {
        using var folder = new TemporaryFolder();
        var simulator = new Simulator(RunningServer.Read(folder.Write("empty.yaml", "simulator: {update_interval: 10s}\n")).Model);
        simulator.AdvanceTo(ticks);
        using var snapshot = simulator.Acquire();
        return ProxyLog.LinesOf(snapshot).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static JsonDocument Payload(string line)
    {
        Assert.StartsWith("METRIC_JSON: ", line, StringComparison.Ordinal);
        return JsonDocument.Parse(line["METRIC_JSON: ".Length..]);
    }
}
