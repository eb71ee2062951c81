using MetricsSimulator.Cli.Rules;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

public sealed class RulesCommandTest
{
    private static readonly string s_shipped = File.ReadAllText(Repository.PathOf("deploy/prometheus/rules/claude-code.yaml"));

    [Fact]
    public async Task Without_a_configuration_the_shipped_rules_are_written_to_the_folder_which_is_created()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a/b/" + RuleFile.Name);
        var ran = await Ran.Async("rules", "--output", folder.File("a/b"));
        Assert.Equal(new Ran(0, "", $"{path} written. Name it under rule_files in the configuration of Prometheus.\n"), ran);
        Assert.Equal(s_shipped, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(0, (await Ran.Async("rules", "--config", Repository.PathOf("config/simulator.yaml"), "--output", folder.File("a/b"))).Status);
        Assert.Equal(s_shipped, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_dash_is_standard_output() => Assert.Equal(new Ran(0, s_shipped, ""), await Ran.Async("rules", "-o", "-"));

    [Fact]
    public async Task Of_a_configuration_with_errors_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("bad.yaml", "simulator: {sed: 1}\n");
        var ran = await Ran.Async("rules", "--config", config, "--output", folder.File("rules"));
        Assert.Equal(new Ran(2, "", $"{config}:1:13: sed: unknown key. Did you mean 'seed'?\n1 error; nothing was written.\n"), ran);
        Assert.False(Directory.Exists(folder.File("rules")));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told_with_status_1()
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async("rules", "--output", folder.Write("file", "") + "/rules");
        Assert.Equal((1, ""), (ran.Status, ran.Output));
        Assert.Single(ran.Error, '\n');
    }
}
