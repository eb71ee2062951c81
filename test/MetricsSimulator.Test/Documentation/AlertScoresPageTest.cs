using System.Text.RegularExpressions;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Documentation;

/// <summary>The scores of the shipped rules in docs/alert-scores.md. Seeds are fixed, so that a rule that is better or worse has other scores.</summary>
public sealed partial class AlertScoresPageTest
{
    private const string Page = "docs/alert-scores.md";

    /// <summary>The commands of the page.</summary>
    public static TheoryData<string> Commands => [.. Blocks().Select(block => block.Groups["command"].Value)];

    [Theory]
    [MemberData(nameof(Commands))]
    [Trait("needs", "programs")]
    [Trait("takes", "minutes")]
    public async Task The_scores_of_the_page_are_those_that_its_command_prints(string command)
    {
        string[] arguments = [.. command.Split(' ').Select(word => word.StartsWith("deploy/", StringComparison.Ordinal) ? Repository.PathOf(word) : word)];
        var ran = await Ran.InAsync(context => context with { Variable = Environment.GetEnvironmentVariable }, arguments);
        Assert.Equal(0, ran.Status);
        var shown = Blocks().Single(block => block.Groups["command"].Value == command).Groups["output"].Value;
        Assert.True(shown == ran.Output, $"The scores of {Page} are others now. If they are as good, run 'make alert-scores'. Now:\n{ran.Output}");
    }

    [Fact]
    public void Every_shipped_file_of_rules_is_scored()
    {
        var files = Directory.GetFiles(Repository.PathOf("deploy/prometheus"), "claude-code.yaml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Repository.PathOf("."), path));
        Assert.Equal(files.Order(StringComparer.Ordinal), Blocks().Select(block => block.Groups["command"].Value.Split(' ')[1]).Order(StringComparer.Ordinal));
    }

    private static MatchCollection Blocks() => Block().Matches(File.ReadAllText(Repository.PathOf(Page)));

    [GeneratedRegex(@"^```text\n\$ claude-metrics-simulator (?<command>score [^\n]+)\n(?<output>.*?)```$", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Block();
}
