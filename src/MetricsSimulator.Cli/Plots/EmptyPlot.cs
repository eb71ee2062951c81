using System.Globalization;
using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Plots;

/// <summary>The message about a chart that shows nothing: the reason, and the labels or values that exist.</summary>
internal static class EmptyPlot
{
    private const int MostValues = 10;

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
        const string Unmatched = "No series matches";
        if (labels is null) return metric.Matchers.Conditions.IsEmpty ? "It has no series" : Unmatched;
        foreach (var condition in metric.Matchers.Conditions.Where(condition => !condition.IsMatch("") && labels.All(label => label.Name != condition.Name)))
            return $"It has no label '{condition.Name}'. {(labels.Length > 0 ? $"Its labels are {string.Join(", ", labels.Select(label => label.Name))}" : "It has no labels")}";
        foreach (var label in labels)
        {
            var conditions = metric.Matchers.Conditions.Where(condition => condition.Name == label.Name).ToArray();
            if (!Enumerable.Range(0, label.Count).Any(i => conditions.All(condition => condition.IsMatch(label.Value(i)))))
                return $"{Unmatched}. The values of '{label.Name}' are {ValuesOf(label)}";
        }

        return metric.Matchers.Conditions.IsEmpty ? "It has no series" : Unmatched;
    }

    private static string ValuesOf(LabelDimension label)
    {
        var first = string.Join(", ", Enumerable.Range(0, Math.Min(label.Count, MostValues)).Select(label.Value));
        return label.Count <= MostValues ? first : string.Create(CultureInfo.InvariantCulture, $"{first} and {label.Count - MostValues} more");
    }
}
