using System.Collections.Immutable;
using MetricsSimulator.Formats.Numbers;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.History;

/// <summary>
/// Selects the series that at least one selector matches. It takes whole histograms, because OpenMetrics has no parts of one: a
/// label set is selected if a selector matches its <c>_bucket</c>, <c>_sum</c> or <c>_count</c>, or its bare name.
/// </summary>
/// <param name="selectors">The selectors, as <see cref="LabelMatchers.TryParseSelector"/> reads them; none for all series.</param>
internal sealed class SeriesFilter(ImmutableArray<LabelMatchers> selectors)
{
    private const string Name = "__name__";

    /// <summary>All series.</summary>
    public static readonly SeriesFilter All = new([]);

    /// <summary>For each label set that a family shows, whether it is selected; null if all are.</summary>
    public bool[]? Select(MetricFamily family)
    {
        if (selectors.IsEmpty) return null;
        var selected = new bool[family.Range.Count];
        foreach (var selector in selectors)
        {
            if (!MatchesFamily(selector, family)) continue;
            var matchers = new LabelMatchers([.. selector.Conditions.Where(condition => !IsOfOneSeries(condition, family))]);
            if (matchers.Select(family.Labels, family.Range) is not { } more) return null;
            for (var i = 0; i < selected.Length; i++) selected[i] |= more[i];
        }

        return selected;
    }

    /// <summary>Whether a selector may select series of a family by its name, whatever labels its label sets have.</summary>
    public bool MaySelectFrom(MetricFamily family) => selectors.IsEmpty || selectors.Any(selector => MatchesFamily(selector, family));

    private static bool IsOfOneSeries(LabelMatcher condition, MetricFamily family) =>
        condition.Name == Name || family.Series.Any(series => series.Label?.Name == condition.Name);

    private static bool MatchesFamily(LabelMatchers selector, MetricFamily family)
    {
        var conditions = selector.Conditions.Where(condition => IsOfOneSeries(condition, family)).ToArray();
        return family.Series.Any(series => AllMatch(conditions, family.Name + series.Suffix, series) || AllMatch(conditions, family.Name, series));
    }

    private static bool AllMatch(LabelMatcher[] conditions, string name, FamilySeries series) =>
        conditions.All(condition => condition.IsMatch(condition.Name == Name ? name : ValueOf(condition.Name, series)));

    private static string ValueOf(string name, FamilySeries series) =>
        series.Label is { } label && label.Name == name ? GoFloat.SpellOpenMetrics(label.Number) : "";
}
