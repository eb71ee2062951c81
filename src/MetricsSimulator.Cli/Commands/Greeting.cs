using System.Globalization;
using System.Text;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Configuration;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Commands;

/// <summary>What <c>serve</c> prints, once: where it is, what to paste, and how to run the same again. Thread-safe.</summary>
internal static class Greeting
{
    /// <summary>The text.</summary>
    /// <param name="run">What is run.</param>
    /// <param name="layout">The shape of its snapshots.</param>
    /// <param name="port">The port that is listened on.</param>
    public static string Format(Run run, Layout layout, int port)
    {
        var invariant = CultureInfo.InvariantCulture;
        var target = string.Create(invariant, $"{ListenAddress.InUrl(run.Configuration.Server.Host)}:{port}");
        var timeline = run.Model.Timeline;
        var interval = DurationText.Format(timeline.UpdateInterval);
        var text = new StringBuilder();
        text.Append(invariant, $"""
            Claude Code Metrics Simulator
              http://{target}/metrics   {layout.MetricCount} metrics, {layout.SeriesCount} series, a new tick every {interval}
              http://{target}/health    http://{target}/config
            {ScenarioLine(run, target)}{ShardLine(run, layout)}  To run the same again: --seed {run.Model.Seed} --start {InstantText.Format(timeline.Start)}{ShardOption(run)}

            To watch it with Prometheus, save this as prometheus.yml:

              scrape_configs:
                - job_name: claude-code
                  scrape_interval: {interval}
                  scrape_timeout: {interval}
                  static_configs:
                    - targets: ["{target}"]

            and start Prometheus on port 9091, http://localhost:9091:

              prometheus --config.file=prometheus.yml --web.listen-address=localhost:9091 --storage.tsdb.path=prometheus-data

            Ctrl-C ends the simulator.

            """);
        return text.ToString();
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
