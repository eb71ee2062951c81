using System.Globalization;
using System.Text;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Commands;

/// <summary>What <c>serve</c> prints, once: where it is, how to watch it, and how to run the same again.</summary>
internal static class Greeting
{
    // Prometheus keeps samples for so long unless told otherwise; what is scraped is kept as long behind a history too.
    private const int RetentionDays = 15;

    /// <summary>The text.</summary>
    /// <param name="run">What is run.</param>
    /// <param name="layout">The shape of its snapshots.</param>
    /// <param name="port">The port that is listened on.</param>
    /// <param name="history">The history that goes before; null for none.</param>
    public static string Format(Run run, Layout layout, int port, WrittenHistory? history = null)
    {
        var invariant = CultureInfo.InvariantCulture;
        var scrape = ScrapeConfiguration.Of(run, port);
        var timeline = run.Model.Timeline;
        var text = new StringBuilder();
        text.Append(invariant, $"""
            Claude Code Metrics Simulator
              http://{scrape.Target}/metrics   {layout.MetricCount} metric{(layout.MetricCount == 1 ? "" : "s")}, {layout.SeriesCount} series, a new tick every {DurationText.Format(timeline.UpdateInterval)}
              http://{scrape.Target}/health    http://{scrape.Target}/config
            {ScenarioLine(run, scrape.Target)}{ShardLine(run, layout)}  To run the same again: --seed {run.Model.Seed} --start {InstantText.Format(timeline.Start)}{ShardOption(run)}


            """);
        // The two cannot both have a port.
        var address = port == 9091 ? "localhost:9092" : "localhost:9091";
        if (history is null) AppendConfiguration(text, scrape, address);
        else AppendHistory(text, history, address);
        return text.Append("\nCtrl-C ends the simulator.\n").ToString();
    }

    private static void AppendConfiguration(StringBuilder text, ScrapeConfiguration scrape, string address)
    {
        text.Append("To watch it with Prometheus, save this as prometheus.yml:\n\n");
        foreach (var line in scrape.ToYaml().Split('\n', StringSplitOptions.RemoveEmptyEntries)) text.Append("  ").Append(line).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"""

            and start Prometheus on port {address.Split(':')[1]}, http://{address}:

              prometheus --config.file=prometheus.yml --web.listen-address={address} --storage.tsdb.path=prometheus-live

            """);
    }

    private static void AppendHistory(StringBuilder text, WrittenHistory history, string address)
    {
        var folder = Path.GetFullPath(history.Folder);
        var days = (int)Math.Ceiling((history.Last - history.First).TotalDays) + RetentionDays;
        text.Append(CultureInfo.InvariantCulture, $"""
            {history.Folder} holds the history, from {InstantText.Format(history.First)} to {InstantText.Format(history.Last)}. To have it go on from there,
            start Prometheus now, on port {address.Split(':')[1]}, http://{address}:

              prometheus --config.file={ShellWord.Quote(Path.Combine(folder, WrittenHistory.ConfigurationName))} --web.listen-address={address} --storage.tsdb.path={ShellWord.Quote(folder)} --storage.tsdb.retention.time={days}d

            """);
    }

    private static string ShardLine(Run run, Layout layout)
    {
        if (run.Model.Shard is not { } shard) return "";
        var all = run.Model.ForShard(null).SeriesCount;
        return layout.SeriesCount == 0
            ? string.Create(CultureInfo.InvariantCulture, $"  Shard {shard}: none of the {all} series of the run fell to it\n")
            : string.Create(CultureInfo.InvariantCulture, $"  Shard {shard}: {layout.SeriesCount} of the {all} series of the run; the other shards have the rest\n");
    }

    private static string ShardOption(Run run) => run.Model.Shard is { } shard ? $" --shard {shard}" : "";

    private static string ScenarioLine(Run run, string target) => run.Model.Scenario.Name.Length == 0
        ? ""
        : $"  Scenario {run.Model.Scenario.Name}: http://{target}/metrics/truth    http://{target}/api/v1/anomalies\n";
}
