using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Runs;

/// <summary>The configuration with which Prometheus scrapes a run, and the labels that Prometheus adds to every series.</summary>
/// <param name="Target">The host and port that are scraped.</param>
/// <param name="Interval">The interval and the timeout of scrapes: the update interval of the run.</param>
internal sealed record ScrapeConfiguration(string Target, TimeSpan Interval)
{
    /// <summary>The name of the job.</summary>
    public const string JobName = "claude-code";

    /// <summary>Whether the truth is scraped too, as series of the same target.</summary>
    public bool HasTruth { get; init; }

    /// <summary>The names of the labels that Prometheus adds to every scraped series.</summary>
    public static readonly ImmutableArray<string> LabelNames = ["job", "instance"];

    /// <summary>The labels that Prometheus adds to every series with this configuration.</summary>
    public ImmutableArray<LabelDimension> Labels => [new(LabelNames[0], [JobName]), new(LabelNames[1], [Target])];

    /// <summary>The configuration for a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="port">The port on which the run is served.</param>
    public static ScrapeConfiguration Of(Run run, int port) => new(
        string.Create(CultureInfo.InvariantCulture, $"{ListenHost.InUrl(run.Configuration.Server.Host)}:{port}"), run.Model.Timeline.UpdateInterval);

    /// <summary>The content of <c>prometheus.yml</c>, in one line.</summary>
    public string ToYaml()
    {
        var how = $"scrape_interval: {DurationText.Format(Interval)}, scrape_timeout: {DurationText.Format(Interval)}, static_configs: [{{targets: [\"{Target}\"]}}]";
        var metrics = $"{{job_name: {JobName}, {how}}}";
        if (!HasTruth) return $"scrape_configs: [{metrics}]\n";
        // The truth has its own job, because anomalies of the endpoint must not hide it.
        var labels = $"metric_relabel_configs: [{{target_label: {LabelNames[0]}, replacement: {JobName}}}]";
        return $"scrape_configs: [{metrics}, {{job_name: {JobName}-truth, metrics_path: /metrics/truth, {how}, {labels}}}]\n";
    }
}
