using System.Text.RegularExpressions;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>The GitHub Action that scores rules, without GitHub.</summary>
[Trait("needs", "programs")]
public sealed partial class ScoreActionTest
{
    [Fact]
    [Trait("takes", "seconds")]
    public void It_annotates_the_rules_of_a_repository()
    {
        var result = ExternalTool.Env.Run([$"SIMULATOR={Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator")}", "bats", Repository.PathOf("test/action/score.bats")]);
        Assert.True(result.Status == 0, result.ToString());
    }

    [Fact]
    public void Its_script_reads_every_input_that_it_declares()
    {
        var action = File.ReadAllText(Repository.PathOf("action.yml"));
        var declared = DeclaredInput().Matches(action[..action.IndexOf("outputs:", StringComparison.Ordinal)]).Select(match => match.Groups[1].Value).ToArray();
        var given = GivenInput().Matches(action).Select(match => match.Groups[2].Value).ToArray();
        Assert.Contains("rules", declared);
        Assert.Equal(declared, given);
        Assert.All(GivenInput().Matches(action), match => Assert.Equal(match.Groups[1].Value, match.Groups[2].Value.ToUpperInvariant()));
        var script = File.ReadAllText(Repository.PathOf("action/score.sh"));
        Assert.All(declared, input => Assert.Matches($@"\b({Regex.Escape("INPUT_" + input.ToUpperInvariant())}|{input})\b", script));
    }

    [Fact]
    public void ShellCheck_finds_nothing_in_it() => Passes(["--severity=style", Repository.PathOf("action/score.sh"), Repository.PathOf("test/action/score.bats")]);

    [Fact]
    public void ShellCheck_warns_of_no_script_of_the_project() =>
        Passes(["--severity=warning", Repository.PathOf(".ci/run"), .. ((string[])["eng", "bench", "docs", "deploy"]).SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.sh", SearchOption.AllDirectories))]);

    [GeneratedRegex(@"^  (\w+):$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DeclaredInput();

    [GeneratedRegex(@"INPUT_(\w+): \$\{\{ inputs\.(\w+) \}\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GivenInput();

    private static void Passes(string[] arguments)
    {
        var result = ExternalTool.ShellCheck.Run(arguments);
        Assert.True(result.Status == 0, result.ToString());
    }
}
