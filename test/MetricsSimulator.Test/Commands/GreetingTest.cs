using System.Text.RegularExpressions;
using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

public sealed class GreetingTest
{
    [Theory]
    [InlineData(false, false, null)]
    [InlineData(false, true, 0)]
    [InlineData(true, false, 2)]
    [InlineData(true, true, null)]
    public void It_has_at_most_eight_lines_and_the_last_says_what_to_do_next(bool hasHistory, bool hasRules, int? shard)
    {
        using var folder = new TemporaryFolder();
        var run = RunningServer.Read(folder.Write("config.yaml", "simulator: {scenario: everyday}\n"));
        if (shard is { } index)
        {
            run = run with { Model = run.Model.ForShard(new Shard(index, 3)) };
        }

        var lines = Text(run, hasHistory ? folder.Path : null, hasRules).TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 1, 8);
        Assert.Equal("Next, open the control room or start Prometheus in another terminal. Ctrl-C ends the simulator.", lines[^1]);
        Assert.Equal(shard is not null, lines[0].Contains($" of 36 series, shard {shard}/3", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("needs", "programs")]
    public void The_printed_commands_make_a_configuration_that_loads_the_rules()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File(Greeting.RulesFolder));
        folder.Write(Greeting.RulesFolder + "/one.yaml", "groups: [{name: one, rules: [{record: a, expr: vector(1)}]}]\n");
        var shell = new ExternalTool("/bin/bash", "bash");
        foreach (var command in Regex.Matches(Text(RunningServer.Read(null), null, hasRules: true), "echo .*", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)).Select(match => match.Value))
            Assert.Equal(0, shell.Run(["-c", "cd \"$1\" && " + command, "bash", folder.Path]).Status);
        var checkedConfiguration = ExternalTool.Promtool.Run(["check", "config", folder.File("prometheus-live.yml")]);
        Assert.True(checkedConfiguration.Status == 0, checkedConfiguration.ToString());
        Assert.Contains("1 rule files found", checkedConfiguration.ToString(), StringComparison.Ordinal);
        Assert.Contains("SUCCESS: 1 rules found", checkedConfiguration.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_live_run_and_a_run_with_a_history_have_folders_and_configurations_of_their_own()
    {
        var help = (await Ran.Async("help", "serve")).Output;
        var folder = Regex.Match(help, @"The default is\s+(prometheus-\w+)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)).Groups[1].Value;
        Assert.NotEmpty(folder);
        var live = Text(RunningServer.Read(null), null, hasRules: false);
        Assert.Contains("--storage.tsdb.path=prometheus-", live, StringComparison.Ordinal);
        Assert.DoesNotContain(folder, live, StringComparison.Ordinal);
        Assert.DoesNotContain(WrittenHistory.ConfigurationName, live.Replace("prometheus-live.yml", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string Text(Run run, string? history, bool hasRules)
    {
        var start = run.Model.Timeline.Start;
        return Greeting.Format(run, new Simulator(run.Model).Layout, 9090, history is null ? null : new WrittenHistory(history, start, start.AddDays(1)), hasRules);
    }
}
