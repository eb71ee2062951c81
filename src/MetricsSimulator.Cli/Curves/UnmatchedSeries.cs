using System.Globalization;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Curves;

/// <summary>Why no series of a metric matches: the labels or the values that exist.</summary>
internal static class UnmatchedSeries
{
    private const int MostValues = 10;

    /// <summary>The labels that the metric has, or the values of a label; one or two sentences without the last full stop, or empty if each matcher alone selects something.</summary>
    /// <param name="metric">The metric, with its matchers.</param>
    /// <param name="labels">The labels of its series.</param>
    public static string Explain(CurveMetric metric, LabelDimension[] labels)
    {
        foreach (var condition in metric.Matchers.Conditions.Where(condition => !condition.IsMatch("") && labels.All(label => label.Name != condition.Name)))
            return $"It has no label '{condition.Name}'. {(labels.Length > 0 ? $"Its labels are {string.Join(", ", labels.Select(label => label.Name))}" : "It has no labels")}";
        foreach (var label in labels)
        {
            var conditions = metric.Matchers.Conditions.Where(condition => condition.Name == label.Name).ToArray();
            if (!Enumerable.Range(0, label.Count).Any(i => conditions.All(condition => condition.IsMatch(label.Value(i))))) return $"The values of '{label.Name}' are {ValuesOf(label)}";
        }

        return "";
    }

    private static string ValuesOf(LabelDimension label)
    {
        var first = string.Join(", ", Enumerable.Range(0, Math.Min(label.Count, MostValues)).Select(label.Value));
        return label.Count <= MostValues ? first : string.Create(CultureInfo.InvariantCulture, $"{first} and {label.Count - MostValues} more");
    }
}
