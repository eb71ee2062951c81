using System.Collections.Immutable;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Metrics;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary>Labels that every series has, from a configuration and from the command line.</summary>
public sealed class ConstantLabelsTest
{
    private const string Beginning = "simulator: {seed: 7, start: 2026-01-01T00:00:00Z}\n";

    [Fact]
    public async Task Every_series_has_the_labels_of_the_configuration_and_of_the_command_line_which_goes_first()
    {
        using var folder = new TemporaryFolder();
        var plain = await GenerateAsync(folder, "--config", folder.Write("plain.yaml", Beginning));
        var labelled = await GenerateAsync(folder, "--config", folder.Write("labels.yaml", Beginning + "labels: {team: ai, zone: 1}\n"), "--label", "zone=2", "--label", "area=b");
        Assert.Contains("error_type=\"\"network\"\",team=\"\"ai\"\",zone=\"\"2\"\",area=\"\"b\"\"}", labelled, StringComparison.Ordinal);
        // They do not affect any path.
        Assert.Equal(Values(plain), Values(labelled));

        static IEnumerable<string> Values(string csv) => csv.Split("\r\n").Select(row => row[(row.LastIndexOf(',') + 1)..]);
    }

    [Fact]
    public async Task A_shard_has_them_too()
    {
        using var folder = new TemporaryFolder();
        var csv = await GenerateAsync(folder, "--config", folder.Write("labels.yaml", Beginning + "labels: {team: ai}\n"), "--shard", "0/2");
        Assert.All(csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1), row => Assert.Contains("team=\"\"ai\"\"", row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_configuration_of_a_running_simulator_has_all_of_them()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(Beginning + "labels: {team: ai}\n");
        Assert.EndsWith("\nlabels:\n  team: ai\n", await server.Client.GetStringAsync("/config"), StringComparison.Ordinal);
        Assert.Contains("{model=\"claude-3-opus\",token_type=\"input\",team=\"ai\"}", await server.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_with_a_metric_that_has_the_label_is_refused_with_the_place_of_the_label()
    {
        var configuration = ConfigurationReader.ReadText("labels:\n  queue: a\n", "labels.yaml").Configuration!;
        var scenario = ScenarioReader.ReadText("metrics: {depth: {type: gauge, labels: {queue: [b]}}}\npatterns: [{duration: 1h}]\n", "queues.yaml").Draft!;

        var fromFile = configuration.ToModel(1, DateTimeOffset.UnixEpoch, scenario);
        var fromOption = (ConfigurationReader.BuiltIn with { Labels = configuration.Labels }).ToModel(1, DateTimeOffset.UnixEpoch, scenario);

        Assert.Equal("labels.yaml:2:10: labels.queue: the label 'queue' belongs to the metric depth; choose another name.", Assert.Single(fromFile.Errors).ToString());
        Assert.Equal("--label: the label 'queue' belongs to the metric depth; choose another name.", Assert.Single(fromOption.Errors).ToString());
    }

    [Fact]
    public async Task With_a_history_a_label_that_Prometheus_sets_is_told_with_its_place()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("labels.yaml", "labels:\n  job: mine\n");
        var ran = await Ran.Async("serve", "--history", "1h", "--data", folder.File("data"), "--config", file, "--port", "0");
        Assert.Equal((2, $"{file}:2:8: labels.job: the label 'job' is also one of the target, so Prometheus would rename it.\n  Give the label another name, or leave out --history.\n1 error; nothing was started.\n"), (ran.Status, ran.Error));
    }

    [Fact]
    public void A_journal_repeats_them()
    {
        using var folder = new TemporaryFolder();
        var run = RunningServer.Read(folder.Write("labels.yaml", Beginning + "labels: {team: ai}\n"));
        Assert.Equal(run.Labels, ReadJournal(folder, JournalWriter.Beginning(run), out _));
    }

    [Fact]
    public void A_journal_whose_labels_are_not_those_of_its_configuration_is_refused()
    {
        using var folder = new TemporaryFolder();
        var run = RunningServer.Read(folder.Write("labels.yaml", Beginning + "labels: {team: ai}\n"));
        ReadJournal(folder, JournalWriter.Beginning(run).Replace("\"team\":\"ai\"", "\"team\":\"be\"", StringComparison.Ordinal), out var error);
        Assert.EndsWith(":1: labels: must be {\"team\":\"ai\"}, as in the configuration of the run, got {\"team\":\"be\"}.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_has_them_beside_its_configuration_alone_is_still_read()
    {
        using var folder = new TemporaryFolder();
        var run = RunningServer.Read(folder.Write("plain.yaml", Beginning));
        var labels = ReadJournal(folder, JournalWriter.Beginning(run).Replace("\"labels\":{}", "\"labels\":{\"team\":\"ai\"}", StringComparison.Ordinal), out _);
        Assert.Equal(new LabelDimension("team", ["ai"]), Assert.Single(labels));
    }

    private static ImmutableArray<LabelDimension> ReadJournal(TemporaryFolder folder, string line, out string error)
    {
        var recorded = JournalReader.ReadFile(folder.Write("journal", line + "\n"), out _, out var errors);
        error = string.Join('\n', errors);
        return recorded?.Run.Labels ?? [];
    }

    private static async Task<string> GenerateAsync(TemporaryFolder folder, params string[] options)
    {
        var ran = await Ran.Async(["generate", "--format", "csv", "--duration", "1m", "--output", folder.File("csv"), .. options]);
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        return await File.ReadAllTextAsync(folder.File("csv"));
    }
}
