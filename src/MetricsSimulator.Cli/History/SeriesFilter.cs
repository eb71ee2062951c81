using System.Collections.Immutable;
using MetricsSimulator.Formats.Numbers;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.History;

/// <summary>
/// Which series are meant: those that one selector at least matches. A histogram is taken whole, because OpenMetrics has no part of one: a
/// label set is meant when its <c>_bucket</c>, <c>_sum</c> or <c>_count</c> is, or its bare name. Immutable and thread-safe.
/// </summary>
/// <param name="selectors">The selectors, as <see cref="LabelMatchers.TryParseSelector"/> reads them; none for all series.</param>
internal sealed class SeriesFilter(ImmutableArray<LabelMatchers> selectors)
{
    private const string Name = "__name__";
    private const string Bound = "le";

    /// <summary>All series.</summary>
    public static readonly SeriesFilter All = new([]);

    /// <summary>For each label set that a family shows, whether it is meant; null when all are.</summary>
    public bool[]? Select(MetricFamily family)
    {
        if (selectors.IsEmpty) return null;
        var selected = new bool[family.Range.Count];
        foreach (var selector in selectors)
        {
            if (!MatchesFamily(selector, family)) continue;
            var matchers = new LabelMatchers([.. selector.Conditions.Where(condition => condition.Name != Name && !IsOfBound(condition, family))]);
            if (matchers.Select(family.Labels, family.Range) is not { } more) return null;
            for (var i = 0; i < selected.Length; i++) selected[i] |= more[i];
        }

        return selected;
    }

    private static bool IsOfBound(LabelMatcher condition, MetricFamily family) => family.Type == MetricType.Histogram && condition.Name == Bound;

    private static bool MatchesFamily(LabelMatchers selector, MetricFamily family)
    {
        if (family.Type != MetricType.Histogram) return IsMatch(Name, family.Name);
        var hasBound = family.Buckets.Append(double.PositiveInfinity).Any(bound => IsMatch(Bound, GoFloat.SpellOpenMetrics(bound)));
        if (hasBound && (IsMatch(Name, family.Name + "_bucket") || IsMatch(Name, family.Name))) return true;
        return IsMatch(Bound, "") && (IsMatch(Name, family.Name + "_sum") || IsMatch(Name, family.Name + "_count") || IsMatch(Name, family.Name));

        bool IsMatch(string label, string value) => selector.Conditions.All(condition => condition.Name != label || condition.IsMatch(value));
    }
}
