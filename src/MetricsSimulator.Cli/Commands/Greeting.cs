using System.Globalization;
using System.Text;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Commands;

/// <summary>The text that <c>serve</c> prints at its start: its address, how to repeat the run, how to watch it in Prometheus, and what to do next.</summary>
internal static class Greeting
{
    /// <summary>The folder of alert rules, in the working directory, that a Prometheus may load.</summary>
    public const string RulesFolder = "deploy/prometheus/rules";

    // Prometheus keeps samples for this time by default. With a history, its span is added, so that scraped samples are still kept for this time.
    private const int RetentionDays = 15;

    /// <summary>The text.</summary>
    /// <param name="run">The run.</param>
    /// <param name="layout">The shape of its snapshots.</param>
    /// <param name="port">The port on which it listens.</param>
    /// <param name="history">The history before it; null for none.</param>
    /// <param name="hasRules">Whether there are rules in <see cref="RulesFolder"/>.</param>
    /// <param name="export">How it is exported over OTLP; null if it is not.</param>
    /// <param name="hidesTruth">Whether to say nothing of the seed and the scenario.</param>
    public static string Format(Run run, Layout layout, int port, WrittenHistory? history = null, bool hasRules = false, OtlpSettings? export = null, bool hidesTruth = false)
    {
        var invariant = CultureInfo.InvariantCulture;
        var scrape = ScrapeConfiguration.Of(run, port);
        var timeline = run.Model.Timeline;
        var commands = new ScrapeCommands(run, port);
        var prometheus = commands.Address;
        var text = new StringBuilder();
        text.Append(invariant, $"""
            Claude Code Metrics Simulator: {layout.MetricCount} metric{(layout.MetricCount == 1 ? "" : "s")}, {SeriesOf(run, layout)}{(hidesTruth ? "" : ScenarioOf(run))}
              Metrics: http://{scrape.Target}/metrics, a new tick every {DurationText.Format(timeline.UpdateInterval)}. Control room: http://{scrape.Target}/ in a browser
              {(hidesTruth ? "The truth is hidden: anomalies, scenario and seed are shown only to those who send the control token." : Again(run))}

            """);
        if (export is not null) text.Append(invariant, $"  OTLP: {string.Join(", ", export.Receivers.Select(receiver => $"{receiver.Signal.Name} to {ReceiverAddress.Show(receiver.Url)}"))}.\n");
        // The commands are in the order in which they are typed; the user may leave out the rules.
        var rules = hasRules ? $"    {RulesCommand(history)}\n" : "";
        if (history is null)
        {
            text.Append(invariant, $"""
                  Watch it in Prometheus, on http://{prometheus}{(hasRules ? "; the second line adds alert rules" : "")}:
                    {commands.Write}
                {rules}    {commands.Start}

                """);
        }
        else
        {
            text.Append(invariant, $"""
                  {history.Folder} holds the history, from {InstantText.Format(history.First)} to {InstantText.Format(history.Last)}. Prometheus continues it, on http://{prometheus}{(hasRules ? "; the first line adds alert rules" : "")}:
                {rules}    prometheus {CommandLine(history, prometheus)}

                """);
        }

        return text.Append(invariant, $"Next, open the control room or start Prometheus in another terminal. Ctrl-C ends the simulator.\n").ToString();
    }

    private static string CommandLine(WrittenHistory history, string address)
    {
        var folder = Path.GetFullPath(history.Folder);
        var days = (int)Math.Ceiling((history.Last - history.First).TotalDays) + RetentionDays;
        return string.Create(CultureInfo.InvariantCulture, $"--config.file={ShellWord.Quote(ConfigurationOf(history))} --web.listen-address={address} --storage.tsdb.path={ShellWord.Quote(folder)} --storage.tsdb.retention.time={days}d");
    }

    // Prometheus resolves patterns relative to the folder of the configuration.
    private static string RulesCommand(WrittenHistory? history)
    {
        var (folder, configuration) = history is null ? (RulesFolder, ScrapeCommands.Configuration) : (Path.GetFullPath(RulesFolder), ConfigurationOf(history));
        return $"echo {ShellWord.Quote($"rule_files: [\"{folder}/*.yaml\"]")} >>{ShellWord.Quote(configuration)}";
    }

    private static string ConfigurationOf(WrittenHistory history) => Path.Combine(Path.GetFullPath(history.Folder), WrittenHistory.ConfigurationName);

    private static string SeriesOf(Run run, Layout layout) => run.Model.Shard is { } shard
        ? string.Create(CultureInfo.InvariantCulture, $"{layout.SeriesCount} of {run.Model.ForShard(null).SeriesCount} series, shard {shard}")
        : run.Model.Sources.OfType<WorkloadDefinition>().FirstOrDefault() is { } workload
            ? string.Create(CultureInfo.InvariantCulture, $"a team of {workload.Team.Developers.Length}")
            : string.Create(CultureInfo.InvariantCulture, $"{layout.SeriesCount} series");

    private static string Again(Run run) => string.Create(
        CultureInfo.InvariantCulture, $"Run the same again: --seed {run.Model.Seed} --start {InstantText.Format(run.Model.Timeline.Start)}{ShardOption(run)}");

    private static string ScenarioOf(Run run) => run.Model.Scenario.Name.Length == 0 ? "" : $", scenario {run.Model.Scenario.Name}";

    private static string ShardOption(Run run) => run.Model.Shard is { } shard ? $" --shard {shard}" : "";
}
