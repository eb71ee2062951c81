using System.Buffers.Binary;
using System.Text.Json;
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
    [InlineData("--signal: a request in Protocol Buffers does not say whether it has metrics or logs, so --format otlp-protobuf writes one of the two. Add --signal metrics or --signal logs.", "--workload", "team", "--format", "otlp-protobuf")]
    [InlineData("--signal logs: only a workload has events, and the built-in configuration has no block workload. Use --workload team, or add the block.", "--format", "otlp-json", "--signal", "logs")]
    [InlineData("--signal: only the requests of --format otlp-json and otlp-protobuf have that, and this is --format openmetrics.", "--workload", "team", "--signal", "logs")]
    [InlineData("--temporality: only the requests of --format otlp-json and otlp-protobuf have that, and this is --format events.", "--workload", "team", "--format", "events", "--temporality", "delta")]
    [InlineData("--truth: adds series, and --signal logs writes no samples. Leave out one of the two.", "--workload", "team", "--format", "otlp-json", "--signal", "logs", "--truth")]
    [InlineData("--scrape-series: adds what a scraper writes about each scrape, and nobody scrapes what --format otlp-json writes. Leave out one of the two.", "--format", "otlp-json", "--scrape-series")]
    public async Task What_does_not_go_together_is_refused(string message, params string[] options) => Assert.Equal(
        new Ran(2, "", message + "\n"), await Ran.Async(["generate", "--seed", "42", "--start", "2026-03-03T14:00:00Z", "--duration", "1h", .. options]));

    private static async Task<string[]> LinesAsync(params string[] options)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(new Ran(0, "", ""), await Ran.Async([.. s_run, "--format", "otlp-json", .. options, "--output", folder.File("otlp")]));
        return await File.ReadAllLinesAsync(folder.File("otlp"), TestContext.Current.CancellationToken);
    }
}
