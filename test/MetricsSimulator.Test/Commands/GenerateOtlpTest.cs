using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Test.Formats.Otlp;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary><c>generate --format otlp-json</c> and <c>otlp-protobuf</c>.</summary>
public sealed class GenerateOtlpTest
{
    private static readonly string[] s_run = ["generate", "--workload", "team", "--seed", "42", "--start", "2026-03-03T14:00:00Z", "--duration", "1h"];

    [Theory]
    [InlineData("both", "resourceLogs resourceMetrics")]
    [InlineData("metrics", "resourceMetrics")]
    [InlineData("logs", "resourceLogs")]
    public async Task Each_line_of_JSON_is_a_request_of_the_chosen_signal(string signal, string expected)
    {
        var lines = await LinesAsync("--signal", signal);
        Assert.True(lines.Length > 50);
        Assert.Equal(expected, string.Join(' ', lines.Select(line => Assert.Single(JsonDocument.Parse(line).RootElement.EnumerateObject()).Name).Distinct().Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("metrics")]
    [InlineData("logs")]
    public async Task Each_request_in_Protocol_Buffers_has_its_length_before_it(string signal)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(new Ran(0, "", ""), await Ran.Async([.. s_run, "--format", "otlp-protobuf", "--signal", signal, "--output", folder.File("otlp")]));
        var lines = await LinesAsync("--signal", signal);
        var bytes = await File.ReadAllBytesAsync(folder.File("otlp"), TestContext.Current.CancellationToken);
        var (at, count) = (0, 0);
        for (; at < bytes.Length; count++) at += sizeof(int) + BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
        Assert.Equal((bytes.Length, lines.Length), (at, count));
    }

    [Theory]
    [InlineData("delta", 1)]
    [InlineData("cumulative", 2)]
    public async Task The_temporality_is_the_chosen_one(string temporality, int number)
    {
        var lines = await LinesAsync("--signal", "metrics", "--temporality", temporality);
        Assert.True(lines.Length > 50);
        Assert.All(lines, line => Assert.Contains($"\"aggregationTemporality\":{number}", line, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain($"\"aggregationTemporality\":{3 - number}", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData]
    [InlineData("--scenario", "anomaly_detection", "--truth")]
    [InlineData("--config", "config/simulator.yaml", "--label", "env=test")]
    public async Task Totals_of_metrics_are_the_samples_of_the_same_tick(params string[] options)
    {
        using var folder = new TemporaryFolder();
        string[] run = ["generate", "--seed", "42", "--start", "2026-03-03T14:00:00Z", .. options.Select(option => option.EndsWith(".yaml", StringComparison.Ordinal) ? Repository.PathOf(option) : option)];
        Assert.Equal(new Ran(0, "", ""), await Ran.Async([.. run, "--duration", "30m", "--format", "otlp-json", "--temporality", "cumulative", "--output", folder.File("otlp")]));
        // The export at the end of the span is one tick after the last sample.
        Assert.Equal(new Ran(0, "", ""), await Ran.Async([.. run, "--duration", "31m", "--format", "csv", "--output", folder.File("csv")]));
        var exported = File.ReadLines(folder.File("otlp")).SelectMany(line => MetricPoint.In(JsonDocument.Parse(line).RootElement)).SelectMany(Samples).ToDictionary(sample => sample.Series, sample => sample.Value);
        var times = exported.Keys.Select(series => series.Time).ToHashSet();
        Assert.Equal(30, times.Count);
        var samples = File.ReadLines(folder.File("csv")).Skip(1).Select(SampleOf).Where(sample => times.Contains(sample.Series.Time)).ToDictionary(sample => sample.Series, sample => sample.Value);
        Assert.True(samples.Count > 900);
        Assert.Equal(samples.Keys.ToHashSet(), exported.Keys.ToHashSet());
        Assert.All(samples, sample => Assert.Equal(sample.Value, exported[sample.Key]));
    }

    [Fact]
    public async Task Metrics_beside_a_workload_are_those_of_a_process_of_their_own()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("both.yaml", "simulator: {metrics: {queue_depth: {type: gauge, labels: {queue: [low, high]}, initial_value: 50}}}\nworkload: {developers: 9, telemetry: {export_interval: 5m}}\n");
        Assert.Equal(0, (await Ran.Async(["generate", "--config", config, "--seed", "42", "--start", "2026-03-03T14:00:00Z", "--duration", "1h", "--format", "otlp-json", "--output", folder.File("otlp")])).Status);
        var lines = File.ReadLines(folder.File("otlp")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var scopes = lines.Where(line => line.TryGetProperty("resourceMetrics", out _)).ToLookup(line => line.GetProperty("resourceMetrics")[0].GetProperty("scopeMetrics")[0].GetProperty("scope").GetProperty("name").GetString());
        Assert.Equal(["claude-metrics-simulator", "com.anthropic.claude_code"], scopes.Select(scope => scope.Key).Order(StringComparer.Ordinal));
        Assert.Equal(12, scopes["claude-metrics-simulator"].Count());
        Assert.All(scopes["claude-metrics-simulator"].SelectMany(MetricPoint.In), point => Assert.StartsWith("queue_depth, ", point.Metric, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.TryGetProperty("resourceLogs", out _));
    }

    [Theory]
    [InlineData("--signal: a request in Protocol Buffers does not say whether it has metrics or logs, so --format otlp-protobuf writes one of the two. Add --signal metrics or --signal logs.", "--workload", "team", "--format", "otlp-protobuf")]
    [InlineData("--signal logs: only a workload has events, and the built-in configuration has no block workload. Use --workload team, or add the block.", "--format", "otlp-json", "--signal", "logs")]
    [InlineData("--signal: only the requests of --format otlp-json and otlp-protobuf have that, and this is --format openmetrics.", "--workload", "team", "--signal", "logs")]
    [InlineData("--temporality: only the requests of --format otlp-json and otlp-protobuf have that, and this is --format events.", "--workload", "team", "--format", "events", "--temporality", "delta")]
    [InlineData("--truth: adds series, and --signal logs writes no samples. Leave out one of the two.", "--workload", "team", "--format", "otlp-json", "--signal", "logs", "--truth")]
    [InlineData("--scrape-series: adds what a scraper writes about each scrape, and nobody scrapes what --format otlp-json writes. Leave out one of the two.", "--format", "otlp-json", "--scrape-series")]
    public async Task What_does_not_go_together_is_refused(string message, params string[] options) => Assert.Equal(
        new Ran(2, "", message + "\n"), await Ran.Async(["generate", "--seed", "42", "--start", "2026-03-03T14:00:00Z", "--duration", "1h", .. options]));

    [Fact]
    public async Task What_the_options_alone_forbid_is_told_before_a_seed_is_drawn() => Assert.Equal(
        new Ran(2, "", "--signal: only the requests of --format otlp-json and otlp-protobuf have that, and this is --format csv.\n"), await Ran.Async("generate", "--duration", "1h", "--format", "csv", "--signal", "logs"));

    private static IEnumerable<((string Name, string Labels, double? Bound, long Time) Series, double Value)> Samples(MetricPoint point)
    {
        var (name, time) = (point.Metric.Split(',')[0], point.Time / 1_000_000_000);
        if (point.Bounds.Length == 0)
        {
            yield return ((name, point.Labels, null, time), point.Numbers[0]);
            yield break;
        }

        var numbers = point.Numbers;
        double upTo = 0;
        foreach (var (bound, count) in point.Bounds.Split(' ').Select(BoundOf).Append(double.PositiveInfinity).Zip(numbers))
        {
            upTo += count;
            yield return ((name + "_bucket", point.Labels, bound, time), upTo);
        }

        yield return ((name + "_sum", point.Labels, null, time), numbers[^2]);
        yield return ((name + "_count", point.Labels, null, time), numbers[^1]);
    }

    private static ((string Name, string Labels, double? Bound, long Time) Series, double Value) SampleOf(string row)
    {
        var (first, second, last) = (row.IndexOf(',', StringComparison.Ordinal), row.IndexOf(',', row.IndexOf(',', StringComparison.Ordinal) + 1), row.LastIndexOf(','));
        var pairs = row[(second + 1)..last].Trim('"', '{', '}').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Replace("\"\"", "", StringComparison.Ordinal)).ToList();
        var bound = pairs.Find(pair => pair.StartsWith("le=", StringComparison.Ordinal));
        if (bound is not null) pairs.Remove(bound);
        return ((row[(first + 1)..second], string.Join(", ", pairs), bound is null ? null : BoundOf(bound[3..]), long.Parse(row[..first], CultureInfo.InvariantCulture)), double.Parse(row[(last + 1)..], CultureInfo.InvariantCulture));
    }

    private static double BoundOf(string text) => text == "+Inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<string[]> LinesAsync(params string[] options)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(new Ran(0, "", ""), await Ran.Async([.. s_run, "--format", "otlp-json", .. options, "--output", folder.File("otlp")]));
        return await File.ReadAllLinesAsync(folder.File("otlp"), TestContext.Current.CancellationToken);
    }
}
