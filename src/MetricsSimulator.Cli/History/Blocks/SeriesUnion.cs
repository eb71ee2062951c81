using System.Collections.Immutable;
using MetricsSimulator.Churn;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.History.Blocks;

/// <summary>
/// All series that a part of a run shows at any time, whatever is done to it on the way: one layout that has them all. A series keeps its column
/// when another model has it too, under whatever number. One thread at a time.
/// </summary>
internal sealed class SeriesUnion
{
    private readonly List<MetricFamily> _families = [];
    private readonly List<MetricFamily> _shown = [];
    private readonly Dictionary<MetricFamily, int[]> _columns = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Dictionary<string, int>> _byName = new(StringComparer.Ordinal);
    private readonly List<(int From, int To, int Count)> _runs = [];
    private readonly ImmutableArray<LabelDimension> _constants;
    private Layout? _mapped;

    /// <summary>Finds the series.</summary>
    /// <param name="span">The run.</param>
    /// <param name="selection">The part of it.</param>
    /// <param name="first">The first tick, which matters for series that end and are followed by others.</param>
    /// <param name="end">The tick after the last.</param>
    public SeriesUnion(RunSpan span, SeriesSelection selection, long first, long end)
    {
        _constants = span.Recorded.Run.Labels;
        foreach (var layout in LayoutsOf(span, selection))
        {
            foreach (var family in layout.Families)
            {
                if (Find(family) >= 0) continue;
                var offset = _families.Count == 0 ? 0 : _families[^1].ValueOffset + _families[^1].ValueCount;
                var labels = LivingLabelSets.Between(span.Recorded.Run.Model, family.Labels, first, end);
                var range = ReferenceEquals(labels, family.Labels) ? family.Range : SeriesRange.All(labels);
                _shown.Add(family);
                _families.Add(new MetricFamily(family.Name, family.Help, family.Type, labels, family.Buckets, offset, range, family.Continues));
            }
        }

        Layout = new Layout([.. _families], isUnion: true);
        foreach (var group in _families.GroupBy(family => family.Name, StringComparer.Ordinal)) GiveColumns([.. group]);
    }

    /// <summary>The layout. Of columns for the same series, all but the first stay empty.</summary>
    public Layout Layout { get; }

    /// <summary>Puts the values of a snapshot where they belong, and the marker of what is absent everywhere else.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="row">As many values as <see cref="Layout"/> has.</param>
    public void Copy(Snapshot snapshot, Span<double> row)
    {
        if (!ReferenceEquals(_mapped, snapshot.Layout)) Map(snapshot.Layout);
        row.Fill(Staleness.Marker);
        foreach (var (from, to, count) in _runs) snapshot.Values.Slice(from, count).CopyTo(row[to..]);
    }

    /// <summary>What the snapshots will look like: a rehearsal of all that is done to the run, one tick for each change.</summary>
    private static IEnumerable<Layout> LayoutsOf(RunSpan span, SeriesSelection selection)
    {
        var changes = span.Recorded.Changes;
        var rehearsal = new Simulator(span.Recorded.Run.Model, selection, span.Recorded.Run.Labels, parallelism: 1, journal: [.. changes.Select((change, i) => change with { Tick = i + 1 })]);
        yield return rehearsal.Layout;
        for (var tick = 1; tick <= changes.Length; tick++)
        {
            rehearsal.AdvanceTo(tick);
            yield return rehearsal.Layout;
        }
    }

    private void GiveColumns(MetricFamily[] families)
    {
        var taken = _byName[families[0].Name] = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var family in families)
        {
            var columns = new int[family.ValueCount];
            for (var i = 0; i < columns.Length; i++) columns[i] = family.ValueOffset + i;
            _columns.Add(family, columns);
            if (families.Length == 1 && !HasChurn(_shown[_families.IndexOf(family)])) return;
            var next = 0;
            foreach (var series in NamesOf(family))
            {
                if (!taken.TryAdd(series, columns[next])) columns[next] = taken[series];
                next++;
            }
        }
    }

    /// <summary>What each value of a family is known by in Prometheus's storage.</summary>
    private static IEnumerable<string> NamesOf(MetricFamily family)
    {
        var dimensions = family.Labels.Dimensions;
        var order = Enumerable.Range(0, dimensions.Length).OrderBy(d => dimensions[d].Name, StringComparer.Ordinal).ToArray();
        var values = family.Series.DistinctBy(series => series.Value).OrderBy(series => series.Value).ToArray();
        var digits = new int[dimensions.Length];
        foreach (var labelSet in family.LabelSets)
        {
            family.Labels.Digits(labelSet.Number, digits);
            var labels = string.Join(',', order.Select(d => $"{dimensions[d].Name}={dimensions[d].Value(digits[d])}"));
            foreach (var series in values) yield return FormattableString.Invariant($"{series.Suffix} {series.Label?.Number:R} {labels}");
        }
    }

    private void Map(Layout layout)
    {
        _mapped = layout;
        _runs.Clear();
        foreach (var shown in layout.Families)
        {
            var family = WithConstants(shown);
            var columns = HasChurn(family)
                ? [.. NamesOf(family).Select(name => _byName[family.Name][name])]
                : _columns[_families[Find(family)]];
            for (var i = 0; i < columns.Length; i++)
            {
                var from = family.ValueOffset + i;
                if (_runs.Count > 0 && _runs[^1] is var last && last.From + last.Count == from && last.To + last.Count == columns[i]) _runs[^1] = last with { Count = last.Count + 1 };
                else _runs.Add((from, columns[i], 1));
            }
        }
    }

    // A live simulator need not show the labels that all series have in common.
    private MetricFamily WithConstants(MetricFamily family) =>
        _constants.IsDefaultOrEmpty || family.Labels.Dimensions.Contains(_constants[0])
            ? family
            : new MetricFamily(family.Name, family.Help, family.Type, family.Labels.With(_constants), family.Buckets, family.ValueOffset, family.Range, family.Continues);

    private int Find(MetricFamily family) => _shown.FindIndex(
        known => known.Name == family.Name && known.Type == family.Type && known.Range == family.Range && HasPlacesOf(known.Labels, family.Labels)
            && known.Buckets.AsSpan().SequenceEqual(family.Buckets.AsSpan()));

    private static bool HasPlacesOf(LabelSpace known, LabelSpace other) => known.Equals(other) || (
        known.Count == other.Count && known.Dimensions.Length == other.Dimensions.Length && known.Dimensions.Zip(other.Dimensions).All(pair => pair.First.HasPlacesOf(pair.Second))
        && known.Dimensions.Any(dimension => dimension.Lifetime is not null));

    private static bool HasChurn(MetricFamily family) => family.Labels.Dimensions.Any(dimension => dimension.Lifetime is not null);
}
