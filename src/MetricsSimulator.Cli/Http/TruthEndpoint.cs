using System.Globalization;
using System.Text;
using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Metrics;
using MetricsSimulator.Truth;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/metrics/truth</c>: the active anomalies and the scenario, for graphs beside those of the metrics. Thread-safe.</summary>
/// <param name="live">The run.</param>
/// <param name="export">The export of the run over OTLP; null for none.</param>
internal sealed class TruthEndpoint(LiveRun live, LiveExport? export)
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Answers a scrape.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        var status = live.Simulator.Status;
        var text = new StringBuilder();
        Begin(text, TruthDefinition.Name, TruthDefinition.Help);
        foreach (var anomaly in status.Active)
        {
            var labels = TruthDefinition.LabelsOf(anomaly.Id, anomaly.Definition.Kind.Name, anomaly.Definition.Metric).AddRange(live.Run.Labels.Where(label => !TruthDefinition.Labels.Contains(label.Name, StringComparer.Ordinal)).Select(label => KeyValuePair.Create(label.Name, label.Value(0))));
            text.Append(TruthDefinition.Name).Append('{').AppendJoin(',', labels.Select(label => $"{label.Key}=\"{TextEscaping.Quoted(label.Value)}\""))
                .Append(anomaly.Idleness is null ? "} 1\n" : "} 0\n");
        }

        Begin(text, "simulator_anomaly_resets_total", "Falls of counters that an anomaly on what a workload shows has caused.", MetricType.Counter);
        foreach (var (id, count) in status.Falls.OrderBy(falls => falls.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"simulator_anomaly_resets_total{{id=\"{TextEscaping.Quoted(id)}\"}} {count}\n");
        Begin(text, "simulator_scenario_info", "The current scenario and phase; both empty when no scenario is played.");
        text.Append(CultureInfo.InvariantCulture, $"simulator_scenario_info{{scenario=\"{TextEscaping.Quoted(status.Scenario)}\",phase=\"{TextEscaping.Quoted(status.Phase)}\"}} 1\n");
        Begin(text, "simulator_scenario_round", "How many times the phases of the scenario have been played before.");
        text.Append(CultureInfo.InvariantCulture, $"simulator_scenario_round {status.Round}\n");
        if (export is not null) WriteLosses(text, export);
        return Body.WriteAsync(context, StatusCodes.Status200OK, ContentType, text.ToString());
    }

    private static void WriteLosses(StringBuilder text, LiveExport export)
    {
        const string Name = "simulator_otlp_lost_total";
        Begin(text, Name, "The points of metrics and the log records that the receiver of OTLP did not take.", MetricType.Counter);
        if (export.Metrics is { } metrics) text.Append(CultureInfo.InvariantCulture, $"{Name}{{signal=\"{ExportedSignal.Metrics.Name}\"}} {metrics.Lost}\n");
        if (export.Logs is { } logs) text.Append(CultureInfo.InvariantCulture, $"{Name}{{signal=\"{ExportedSignal.Logs.Name}\"}} {logs.Lost}\n");
    }

    private static void Begin(StringBuilder text, string name, string help, MetricType? type = null) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {(type ?? MetricType.Gauge).Name}\n");
}
