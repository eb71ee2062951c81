using System.Text.Json;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary><c>generate --format events</c>.</summary>
public sealed class GenerateEventsTest
{
    private static readonly string[] s_run = ["generate", "--format", "events", "--seed", "42", "--start", "2026-01-01T00:00:00Z", "--duration", "2h"];

    [Fact]
    public async Task It_writes_the_events_of_the_served_run_as_lines_of_JSON()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("team.yaml", "workload: {developers: 20, sessions_per_hour: 0.4, hours: {from: 0, to: 24}}\n");
        var ran = await Ran.Async([.. s_run, "--config", config, "--output", folder.File("events")]);
        Assert.Equal(new Ran(0, "", ""), ran);
        var lines = await File.ReadAllLinesAsync(folder.File("events"), TestContext.Current.CancellationToken);
        Assert.True(lines.Length > 200);
        Assert.All(lines, line => Assert.Equal(["timestamp", "name", "attributes"], JsonDocument.Parse(line).RootElement.EnumerateObject().Select(field => field.Name)));
        Assert.Equal(lines.Select(Timestamp).Order(StringComparer.Ordinal), lines.Select(Timestamp));
        Assert.InRange(JsonDocument.Parse(lines[^1]).RootElement.GetProperty("timestamp").GetDateTimeOffset(), RunningServer.Start.AddMinutes(110), RunningServer.Start.AddHours(2));

        await using var server = await RunningServer.StartAsync(await File.ReadAllTextAsync(config, TestContext.Current.CancellationToken));
        server.Clock.Advance(TimeSpan.FromHours(2));
        var answer = JsonDocument.Parse(await server.Client.GetStringAsync("/api/v1/events?since=2026-01-01T00:00:00Z&limit=10000", TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(answer.GetProperty("events").EnumerateArray().Select(json => json.GetRawText()), lines);

        static string Timestamp(string line) => JsonDocument.Parse(line).RootElement.GetProperty("timestamp").GetString()!;
    }

    [Fact]
    public async Task A_configuration_without_a_workload_is_refused_by_its_name()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("plain.yaml", "simulator: {scenario: normal}\n");
        Assert.Equal(
            new Ran(2, "", $"--format events: only a workload has events, and {config} has no block workload. Use --workload team, or add the block.\n"),
            await Ran.Async([.. s_run, "--config", config, "--output", folder.File("events")]));
        Assert.False(File.Exists(folder.File("events")));
        Assert.Equal(
            new Ran(2, "", "--format events: only a workload has events, and the built-in configuration has no block workload. Use --workload team, or add the block.\n"), await Ran.Async(s_run));
    }

    [Theory]
    [InlineData("--truth")]
    [InlineData("--scrape-series")]
    public async Task Options_that_add_series_are_refused(string option) => Assert.Equal(
        new Ran(2, "", $"{option}: adds series, and --format events writes no samples. Leave out one of the two.\n"), await Ran.Async([.. s_run, "--workload", "team", option]));
}
