using System.Text.RegularExpressions;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Documentation;

public sealed partial class ContributingTest
{
    [Fact]
    public void The_commands_are_the_targets_of_the_Makefile()
    {
        var targets = Target().Matches(File.ReadAllText(Path.Combine(Repository.Root, "Makefile"))).Select(match => $"`make {match.Groups[1].Value}`");
        var commands = MarkdownPage.Read("CONTRIBUTING.md").TableRows("## Commands").Select(row => row[0]);

        Assert.Equal(targets.Except(["`make help`"]).Order(), commands.Order());
    }

    [GeneratedRegex("^([a-z-]+):.*## ", RegexOptions.Multiline, 1000)]
    private static partial Regex Target();
}
