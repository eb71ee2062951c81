using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.EndToEnd;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Documentation;

/// <summary>The numbers of docs/scoring.md.</summary>
public sealed class ScoringPageTest
{
    private static readonly string s_page = File.ReadAllText(Repository.PathOf("docs/scoring.md"));

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "minutes")]
    public async Task The_scores_of_the_page_are_those_that_its_commands_print()
    {
        var ran = await Ran.InAsync(context => context with { Variable = Environment.GetEnvironmentVariable }, "score", Repository.PathOf("docs/scoring.rules.yaml"), "--sweep", "threshold=0.01..0.1");
        Assert.Equal(0, ran.Status);
        var sweep = ran.Output.IndexOf("\nErrorShare\n", StringComparison.Ordinal);
        var after = ran.Output.LastIndexOf("\n\n", StringComparison.Ordinal);
        Assert.Contains($"```text\n{ran.Output[..sweep]}{ran.Output[(after + 2)..]}```", s_page, StringComparison.Ordinal);
        Assert.Contains($"```text\n{ran.Output[(sweep + 1)..(after + 1)]}```", s_page, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public async Task The_explanation_of_the_page_is_the_one_that_its_command_prints()
    {
        var ran = await Ran.InAsync(
            context => context with { Variable = Environment.GetEnvironmentVariable }, "score", Repository.PathOf("docs/scoring.rules.yaml"), "--explain", "3:error_burst-2-58372");
        Assert.Equal(0, ran.Status);
        Assert.Contains($"```text\n{ran.Output}```", s_page, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public async Task The_scores_on_a_history_of_a_Prometheus_are_those_that_the_commands_of_the_page_print()
    {
        using var folder = new TemporaryFolder();
        string[] run = ["--scenario", "incidents", "--seed", "1", "--start", "2026-01-05T00:00:00Z", "--duration", "48h"];
        Assert.Contains($"claude-metrics-simulator truth {string.Join(' ', run)} --format incidents > incidents.yaml\n", s_page, StringComparison.Ordinal);
        Assert.Equal(0, (await Ran.Async(["backfill", .. run, "--end", "2026-01-07T00:00:00Z", "--output", folder.File("data")])).Status);
        var incidents = folder.Write("incidents.yaml", (await Ran.Async(["truth", .. run, "--format", "incidents"])).Output);
        await using var prometheus = await HistoryPrometheus.StartAsync(folder);
        var ran = await Ran.Async("score", Repository.PathOf("docs/scoring.rules.yaml"), "--prometheus-url", prometheus.Url, "--incidents", incidents);
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        Assert.Contains($"```text\n{ran.Output.Replace(prometheus.Url, "http://localhost:9090", StringComparison.Ordinal)}```", s_page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scores_of_a_detector_are_those_that_the_command_of_the_page_prints()
    {
        var blocks = MarkdownPage.Read("docs/scoring.md").Blocks;
        string[] files = [.. blocks.Where(block => block.Language == "csv").Select(block => string.Join('\n', block.Lines))];
        using var folder = new TemporaryFolder();
        string[] given = [folder.Write("found.csv", files[0]), folder.Write("twin.csv", files[1])];
        var command = blocks.SelectMany(block => block.Lines).Single(line => line.StartsWith("claude-metrics-simulator score-detector found.csv --twin twin.csv --scenario", StringComparison.Ordinal));
        var (run, match) = (command[..command.IndexOf(" --match", StringComparison.Ordinal)].Split(' ')[5..], command.Split('\'')[1]);
        var ran = await Ran.Async(["score-detector", given[0], "--twin", given[1], .. run, "--match", match]);
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        Assert.Contains($"```text\n{ran.Output}```", s_page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rules_of_the_page_are_those_of_its_file()
    {
        var rules = File.ReadAllText(Repository.PathOf("docs/scoring.rules.yaml"));
        var shown = s_page[s_page.IndexOf("- alert: ErrorShare", StringComparison.Ordinal)..];
        foreach (var line in shown[..shown.IndexOf("```", StringComparison.Ordinal)].Split('\n', StringSplitOptions.RemoveEmptyEntries)) Assert.Contains($"      {line}\n", rules, StringComparison.Ordinal);
    }
}
