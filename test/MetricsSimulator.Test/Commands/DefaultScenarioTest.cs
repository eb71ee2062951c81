using System.Globalization;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary>What is played when the command line names no scenario.</summary>
public sealed class DefaultScenarioTest
{
    [Theory]
    [InlineData("generate", "--start", "2026-01-01T10:00:00Z")]
    [InlineData("backfill", "--end", "2026-01-01T10:00:00Z", "--format", "csv")]
    public async Task The_shipped_configuration_plays_what_is_played_without_one(string command, params string[] options)
    {
        var everyday = await WrittenAsync([command, .. options, "--scenario", "everyday", "--seed", "5"]);

        Assert.Equal(everyday, await WrittenAsync([command, .. options, "--seed", "5"]));
        Assert.Equal(everyday, await WrittenAsync([command, .. options, "--seed", "5", "--config", Repository.PathOf("config/simulator.yaml")]));
        Assert.NotEqual(everyday, await WrittenAsync([command, .. options, "--seed", "5", "--scenario", "none"]));
    }

    [Fact]
    public void The_shipped_configuration_is_served_with_it()
    {
        var run = RunningServer.Read(Repository.PathOf("config/simulator.yaml"));

        Assert.Equal(("everyday", "everyday"), (run.Choice, run.Model.Scenario.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData(", scenario: none")]
    public async Task A_configuration_that_names_none_plays_none(string scenario)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("own.yaml", $"simulator: {{seed: 5{scenario}}}\n");
        string[] command = ["generate", "--start", "2026-01-01T10:00:00Z"];

        Assert.Equal(await WrittenAsync([.. command, "--scenario", "none", "--seed", "5"]), await WrittenAsync([.. command, "--config", file]));
    }

    [Fact]
    public async Task The_initial_value_of_a_configuration_shows_and_what_is_replaced_is_told_in_a_line()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("own.yaml", "simulator: {scenario: everyday, metrics: {token_usage: {initial_value: 5000, drift: 3, volatility: 100}}}\n");
        string[] command = ["generate", "--start", "2026-01-01T10:00:00Z", "--seed", "5", "--duration", "20s", "--format", "csv", "--config", file, "--output", folder.File("csv")];

        var ran = await Ran.Async(command);

        Assert.Equal((0, $"{file}: warning: the scenario everyday replaces token_usage.drift, token_usage.volatility. With --scenario none, the values of the file apply.\n"), (ran.Status, ran.Error));
        // The first tick counts ten seconds of the initial value, in the peak hours of a Thursday; each series shows whole tokens.
        var tokens = File.ReadLines(folder.File("csv")).Where(line => line.StartsWith("1767261610,otel_claude_code_token_usage_tokens_total,", StringComparison.Ordinal));
        Assert.InRange(tokens.Sum(line => int.Parse(line[(line.LastIndexOf(',') + 1)..], CultureInfo.InvariantCulture)), 49_990, 50_000);
        Assert.Empty((await Ran.Async([.. command, "--scenario", "everyday"])).Error);
    }

    private static async Task<string> WrittenAsync(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async([.. arguments, "--duration", "20m", "--output", folder.File("output")]);
        Assert.Equal(0, ran.Status);
        Assert.DoesNotContain("warning", ran.Error);
        return await File.ReadAllTextAsync(folder.File("output"));
    }
}
