using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Rules;

/// <summary>What is recorded of any metric, whatever it means: how fast a counter grows, and how many observations a histogram gets and their 95th percentile.</summary>
internal static class RateRules
{
    /// <summary>The rules.</summary>
    public static IEnumerable<PrometheusRule> Of(ModelMetrics metrics)
    {
        foreach (var (name, type) in metrics.Families)
        {
            if (type == MetricType.Counter) yield return new RecordingRule($"job:{StemOf(name)}:rate5m", $"sum by (job) (rate({name}[5m]))");
            if (type != MetricType.Histogram) continue;
            yield return new RecordingRule($"job:{name}_count:rate5m", $"sum by (job) (rate({name}_count[5m]))");
            yield return new RecordingRule(PercentileOf(name), $"histogram_quantile(0.95, sum by (job, le) (rate({name}_bucket[30m])))")
            {
                Reason = "Half an hour, because a percentile of few observations is mostly chance.",
            };
        }
    }

    /// <summary>The recorded 95th percentile of a histogram.</summary>
    public static string PercentileOf(string name) => $"job:{name}:p95_30m";

    /// <summary>What recorded names have of the name of a counter: all but its suffix, as is the custom.</summary>
    public static string StemOf(string name) => name.EndsWith(MetricType.Counter.Suffix, StringComparison.Ordinal) ? name[..^MetricType.Counter.Suffix.Length] : name;
}
