using System.Globalization;
using System.Text;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Metrics;
using MetricsSimulator.Truth;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/metrics/truth</c>: the active anomalies and the scenario, for graphs beside those of the metrics. Thread-safe.</summary>
internal sealed class TruthEndpoint(LiveRun live)
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
            var labels = TruthDefinition.LabelsOf(anomaly.Id, anomaly.Definition.Kind.Name, anomaly.Definition.Metric).AddRange(live.Run.Labels.Where(label => !TruthDefinition.LabelNames.Contains(label.Name, StringComparer.Ordinal)).Select(label => KeyValuePair.Create(label.Name, label.Value(0))));
            text.Append(TruthDefinition.Name).Append('{').AppendJoin(',', labels.Select(label => $"{label.Key}=\"{TextEscaping.Quoted(label.Value)}\""))
                .Append(anomaly.Idleness is null ? "} 1\n" : "} 0\n");
        }

        text.Append("# HELP simulator_anomaly_resets_total Falls of counters that an anomaly of the view has caused.\n# TYPE simulator_anomaly_resets_total counter\n");
        foreach (var (id, count) in status.Falls.OrderBy(falls => falls.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"simulator_anomaly_resets_total{{id=\"{TextEscaping.Quoted(id)}\"}} {count}\n");
        Begin(text, "simulator_scenario_info", "The current scenario and phase; both empty when no scenario is played.");
        text.Append(CultureInfo.InvariantCulture, $"simulator_scenario_info{{scenario=\"{TextEscaping.Quoted(status.Scenario)}\",phase=\"{TextEscaping.Quoted(status.Phase)}\"}} 1\n");
        Begin(text, "simulator_scenario_round", "How many times the phases of the scenario have been played before.");
        text.Append(CultureInfo.InvariantCulture, $"simulator_scenario_round {status.Round}\n");
        return Body.WriteAsync(context, StatusCodes.Status200OK, ContentType, text.ToString());
    }

    private static void Begin(StringBuilder text, string name, string help) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n");
}
