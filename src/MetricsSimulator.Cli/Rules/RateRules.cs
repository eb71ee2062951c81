using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Rules;

/// <summary>Recording rules for any metric: the rate of a counter, and the rate and the 95th percentile of the observations of a histogram.</summary>
internal static class RateRules
{
    private static readonly QueryWindow s_fiveMinutes = QueryWindow.Of(TimeSpan.FromMinutes(5));

    /// <summary>The rules.</summary>
    public static IEnumerable<PrometheusRule> Of(CatalogueMetrics metrics)
    {
        foreach (var metric in metrics.Families)
        {
            if (metric.Type == MetricType.Counter) yield return new RecordingRule($"job:{StemOf(metric)}:rate5m", metric.Rate(s_fiveMinutes, "job"));
            if (metric.Type != MetricType.Histogram) continue;
            yield return new RecordingRule($"job:{metric.Count.Name}:rate5m", metric.Rate(s_fiveMinutes, "job"));
            yield return PercentileOf(metric);
        }
    }

    /// <summary>The 95th percentile of a histogram.</summary>
    public static RecordingRule PercentileOf(QueriedMetric metric) => new($"job:{metric.Name}:p95_30m", metric.Quantile(0.95, QueryWindow.HalfHour, "job"))
    {
        Reason = "Half an hour, because a percentile of few observations is mostly chance.",
    };

    /// <summary>The part of a counter's name that recorded names have: all but its suffix, by convention.</summary>
    public static string StemOf(QueriedMetric metric) =>
        metric.Name.EndsWith(MetricType.Counter.Suffix, StringComparison.Ordinal) ? metric.Name[..^MetricType.Counter.Suffix.Length] : metric.Name;
}
