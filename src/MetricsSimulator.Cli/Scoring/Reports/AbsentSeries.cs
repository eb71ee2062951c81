using MetricsSimulator.Cli.Scoring.PromQL;
using MetricsSimulator.Scoring;

namespace MetricsSimulator.Cli.Scoring.Reports;

/// <summary>Says what selectors that select nothing ask for, and what there is instead.</summary>
internal static class AbsentSeries
{
    private const int MostValues = 5;

    /// <summary>What there is instead, in a clause: <c>up{job="kubelet"} selects nothing; the history has job="claude-code"</c>.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="namesakes">The series of its metric, at least one.</param>
    public static string Describe(Selector selector, IReadOnlyCollection<SortedLabels> namesakes)
    {
        string[] labels = [.. selector.Matchers.Where(matcher => matcher.Name != Selector.NameLabel).Select(matcher => matcher.Name).Distinct(StringComparer.Ordinal)];
        // Where each condition has a series that fulfils it, no series fulfils all.
        string[] unmet = [.. labels.Where(label => !namesakes.Any(series => selector.Allows(label, series.ValueOf(label) ?? "")))];
        return $"{selector.Shown} selects nothing; the history has {string.Join(" and ", (unmet.Length > 0 ? unmet : labels).Select(label => ValuesOf(label, namesakes)))}";
    }

    private static string ValuesOf(string label, IEnumerable<SortedLabels> series)
    {
        string[] values = [.. series.Select(one => one.ValueOf(label)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (values.Length == 0) return $"no label {label} there";
        return string.Join(", ", values.Take(MostValues).Select(value => $"{label}=\"{value}\"")) + (values.Length > MostValues ? " and others" : "");
    }
}
