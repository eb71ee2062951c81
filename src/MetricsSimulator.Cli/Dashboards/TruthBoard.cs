using System.Collections.Immutable;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The board of the injected anomalies, above the metrics that show them.</summary>
internal static class TruthBoard
{
    private static readonly ImmutableArray<string> s_anomaly = ["kind", "metric", "id"];

    /// <summary>The board.</summary>
    public static Board Of(CatalogueMetrics metrics) => new(
        "Truth", "The injected anomalies, and the metrics that show them. It needs simulator_anomaly_active: a history with --truth, or a scrape of /metrics/truth.",
        [
            BoardRow.Of(
                "Injected",
                new TimelinePanel(
                    "Anomalies", "A band for each anomaly, with its kind and its metric, as long as it is active.", PanelUnit.Count,
                    new PanelQuery(new Sum(QueriedMetric.Truth.Value, s_anomaly), "{{kind}} {{metric}}")) { Width = 18 },
                new StatPanel("Active anomalies", "Anomalies that are active now.", PanelUnit.Count, new PanelQuery(new Sum(QueriedMetric.Truth.Value), "active")) { Width = 6, Height = 8, IsOfNow = true }),
            BoardRow.Of(
                "Seen",
                TimeSeriesPanel.Of("Tokens by model", "Tokens a second.", PanelUnit.Rate("tokens/s"), (metrics.Tokens?.Rate("model"), "{{model}}")),
                TimeSeriesPanel.Of("Cost by model", "Dollars an hour.", PanelUnit.DollarsPer("hour"), (metrics.Cost?.Rate("model").Times(3600), "{{model}}")),
                TimeSeriesPanel.Of("Tool calls", "Calls a minute, all tools together.", PanelUnit.Rate("calls/min"), (metrics.ToolCalls?.Rate().Times(60), "calls")),
                ToolPanels.ErrorShareOverTime(metrics),
                SessionPanels.Quantiles(metrics)?.Wide()),
        ]);
}
