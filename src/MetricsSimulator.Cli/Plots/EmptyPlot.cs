using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Plots;

/// <summary>The message about a chart that shows nothing: the reason, and the labels or values that exist.</summary>
internal static class EmptyPlot
{
    /// <summary>The message, in one line.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="labels">The labels of its series; null when they are not known beforehand.</param>
    /// <param name="query">The values that the chart was to show.</param>
    /// <param name="end">The time from the start of the run to the end of the chart.</param>
    /// <param name="timeline">The ticks of the run.</param>
    /// <param name="hasSeries">Whether there were series at any time.</param>
    public static string Explain(CurveMetric metric, LabelDimension[]? labels, CurveQuery query, TimeSpan end, Timeline timeline, bool hasSeries)
    {
        var reason = !hasSeries ? NoSeries(metric, labels)
            : query.Measure is not (Measure.Value or Measure.Series) && query.Window + timeline.UpdateInterval > end
                ? $"A window of {DurationText.Format(query.Window)} begins before the run at every point. Give a longer --duration, or a shorter --window"
                : "Its series are absent all the time";
        return $"--metric: the chart of {metric.Text} is empty. {reason}.";
    }

    private static string NoSeries(CurveMetric metric, LabelDimension[]? labels)
    {
        var details = labels is null ? "" : UnmatchedSeries.Explain(metric, labels);
        return details.Length > 0 ? details : metric.Matchers.Conditions.IsEmpty ? "It has no series" : "No series matches";
    }
}
