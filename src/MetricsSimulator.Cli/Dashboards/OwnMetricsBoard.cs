using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The board of the metrics that no other board shows, one in each row.</summary>
internal static class OwnMetricsBoard
{
    private static readonly ImmutableArray<double> s_levels = [0.99, 0.9, 0.5];

    /// <summary>The board.</summary>
    public static Board Of(IEnumerable<QueriedMetric> metrics) => new(
        "Own metrics", "The metrics of the configuration that no other board shows.",
        [.. metrics.Select(metric => new BoardRow(metric.Name, PanelsOf(metric)))]);

    private static ImmutableArray<Panel> PanelsOf(QueriedMetric metric)
    {
        var description = metric.Help.Length > 0 ? metric.Help : metric.Name;
        if (metric.Type == MetricType.Histogram)
        {
            return
            [
                new TimeSeriesPanel(
                    $"{metric.Name}: quantiles", description, PanelUnit.Of(metric.Unit),
                    [.. s_levels.Select(level => new PanelQuery(metric.Quantile(level), string.Create(CultureInfo.InvariantCulture, $"p{level * 100}")))]),
                new HeatmapPanel($"{metric.Name}: buckets", description, PanelUnit.Of(metric.Unit), new PanelQuery(metric.BucketIncreases(), "{{le}}")),
            ];
        }

        return metric.Type == MetricType.Counter
            ? [new TimeSeriesPanel($"{metric.Name}: rate", description, PanelUnit.RateOf(metric.Unit), new PanelQuery(metric.Rate(metric.GroupLabels), LegendOf(metric, metric.GroupLabels))) { Width = 24 }]
            : [new TimeSeriesPanel(metric.Name, description, PanelUnit.Of(metric.Unit), new PanelQuery(metric.Value, LegendOf(metric, metric.Labels))) { Width = 24, BeginsAtZero = false }];
    }

    private static string LegendOf(QueriedMetric metric, ImmutableArray<string> labels) =>
        labels.IsEmpty ? metric.Name : string.Join(' ', labels.Select(label => $"{{{{{label}}}}}"));
}
