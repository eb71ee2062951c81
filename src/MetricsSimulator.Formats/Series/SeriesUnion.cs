using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Series;

/// <summary>
/// All series that the layouts of a run have shown so far, in one layout. When new series appear, their families are appended. A series
/// keeps its column for the life of the union. Not thread-safe.
/// </summary>
/// <param name="constants">Labels to add after those of every series, unless the layouts show them already.</param>
public sealed class SeriesUnion(ImmutableArray<LabelDimension> constants = default)
{
    private readonly List<MetricFamily> _families = [];
    private readonly List<Interval> _intervals = [];
    private readonly List<UnionShape> _shapes = [];
    private Dictionary<SeriesNumbers, ColumnRun[]> _runs = new(ReferenceEqualityComparer.Instance);
    private Layout? _mapped;
    private ColumnRun[]? _mapping = [];

    /// <summary>The layout. No series appears twice.</summary>
    public Layout Layout { get; private set; } = new([]);

    /// <summary>The columns of the layout that was added last; all other columns are absent in it. Each layout gives another array.</summary>
    public IReadOnlyList<ColumnRun> Mapping => _mapping ??= [.. Runs()];

    /// <summary>Adds the series of a layout that the union does not have yet.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Add(Layout shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        if (ReferenceEquals(_mapped, shown)) return false;
        var before = _families.Count;
        var runs = new Dictionary<SeriesNumbers, ColumnRun[]>(ReferenceEqualityComparer.Instance);
        foreach (var family in shown.Families)
        {
            if (!_runs.TryGetValue(family.Numbers, out var known))
            {
                Add(family);
                known = [.. RunsOf(family)];
            }

            runs.Add(family.Numbers, known);
        }

        (_mapped, _runs, _mapping) = (shown, runs, null);
        if (_families.Count > before) Layout = new Layout([.. _families], isUnion: true);
        return _families.Count > before;
    }

    /// <summary>Copies the values of a snapshot to their columns, and the stale marker to all others.</summary>
    /// <param name="snapshot">The snapshot. Its layout must have been added.</param>
    /// <param name="row">One value for each of <see cref="Layout"/>.</param>
    public void Copy(Snapshot snapshot, Span<double> row)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (!ReferenceEquals(_mapped, snapshot.Layout)) throw new ArgumentException("The layout of the snapshot must be added first.", nameof(snapshot));
        if (Mapping is not [{ From: 0, To: 0 } all] || all.Count < row.Length) row.Fill(Staleness.Marker);
        foreach (var run in Mapping) snapshot.Values.Slice(run.From, run.Count).CopyTo(row[run.To..]);
    }

    /// <summary>
    /// A union without the series that have ended. If most series have not ended, it is this union itself.
    /// </summary>
    /// <param name="least">The most values for which this union is returned in any case.</param>
    public SeriesUnion WithoutEnded(int least)
    {
        if (_mapped is null || Layout.ValueCount <= Math.Max(least, 2 * _mapped.ValueCount)) return this;
        var union = new SeriesUnion(constants);
        // Series that were present last may end in the next tick.
        union.Add(_mapped);
        return union;
    }

    private bool Has(long number) => ColumnOf(number) >= 0;

    /// <summary>The column of a series; −1 if it has none.</summary>
    private int ColumnOf(long number)
    {
        var low = 0;
        var high = _intervals.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_intervals[middle].First <= number) low = middle + 1;
            else high = middle;
        }

        if (low == 0) return -1;
        var interval = _intervals[low - 1];
        var offset = (int)Math.Min(int.MaxValue, number - interval.First);
        if (offset >= interval.Count) return -1;
        var series = interval.Family.Series;
        var (labelSet, own) = Math.DivRem(interval.Series + offset, series.Length);
        return interval.Family.ValueOffset + labelSet * interval.Family.Stride + series[own].Value;
    }

    private void Add(MetricFamily family)
    {
        var labels = family.Labels.With(MissingConstants(family));
        var width = family.Series.Length;
        var rows = Enumerable.Range(0, family.Range.Count).Where(row => Enumerable.Range(row * width, width).Any(series => !Has(family.Numbers[series]))).ToArray();
        if (rows.Length == 0) return;
        var all = Enumerable.Range(0, width).ToArray();
        foreach (var (missing, of) in WithoutReturning(family, labels, rows, all)) Add(family, labels, of, missing);
    }

    /// <summary>Adds label sets of a family, or only some series of each.</summary>
    private void Add(MetricFamily family, LabelSets labels, IReadOnlyList<int> rows, int[] series)
    {
        var width = family.Series.Length;
        var isWhole = rows.Count == family.Range.Count;
        // The count of a histogram shows the value of its last bucket. Bucket or count may later continue alone, as another metric.
        var isPlain = series.Length == width && family.Stride == width;
        var added = new MetricFamily(
            family.Name, family.Help, isPlain ? family.Type : new PartialType([.. series.Select(s => family.Series[s])]),
            isWhole ? labels : new LabelList([.. rows.Select(row => LabelSetOf(labels, family.Range.First + row))]), family.Buckets,
            _families.Count == 0 ? 0 : _families[^1].ValueOffset + _families[^1].ValueCount, isWhole ? family.Range : null, isWhole ? family.Continues : true,
            isWhole && series.Length == width ? family.Numbers : SeriesNumbers.Of([.. rows.SelectMany(row => series.Select(s => family.Numbers[row * width + s]))]));
        _families.Add(added);
        AddIntervals(added, 0, added.Numbers);
        var shape = _shapes.Find(shape => shape.Fits(added));
        if (shape is null) _shapes.Add(shape = new UnionShape(added.Name, added.Series));
        shape.Add(added);
    }

    /// <summary>
    /// Leaves out series that ended and now return under another number: they continue in their old columns. If the type or the buckets of a label set have changed,
    /// these may be some of its series.
    /// </summary>
    /// <returns>Groups of label sets that have the same new series.</returns>
    private List<(int[] Series, IReadOnlyList<int> Rows)> WithoutReturning(MetricFamily family, LabelSets labels, int[] rows, int[] all)
    {
        var find = _shapes.Find(shape => shape.Fits(family))?.FinderFor(labels);
        var others = _shapes.Where(shape => !shape.Fits(family)).Select(shape => (Shape: shape, Like: shape.SeriesLike(family))).Where(other => other.Like is not null)
            .Select(other => (other.Like, Find: other.Shape.FinderFor(labels))).ToArray();
        if (find is null && others.Length == 0) return [(all, rows)];
        var whole = new List<int>();
        var parts = new Dictionary<string, (int[] Series, List<int> Rows)>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var labelSet = family.Range.First + row;
            if (find?.Invoke(labelSet) is { } found)
            {
                AddIntervals(found.Family, found.Row * all.Length, SeriesNumbers.Of([.. all.Select(s => family.Numbers[row * all.Length + s])]));
                continue;
            }

            foreach (var (like, findOther) in others)
            {
                if (findOther(labelSet) is not { } other) continue;
                foreach (var s in all)
                {
                    var number = family.Numbers[row * all.Length + s];
                    if (like![s] >= 0 && !Has(number)) Insert(new Interval(number, 1, other.Family, other.Row * other.Family.Series.Length + like[s]));
                }
            }

            int[] missing = [.. all.Where(s => !Has(family.Numbers[row * all.Length + s]))];
            if (missing.Length == all.Length) whole.Add(row);
            else if (missing.Length > 0)
            {
                var key = string.Join(' ', missing);
                if (!parts.TryGetValue(key, out var part)) parts[key] = part = (missing, []);
                part.Rows.Add(row);
            }
        }

        var left = parts.Values.Select(part => (part.Series, (IReadOnlyList<int>)part.Rows)).ToList();
        if (whole.Count > 0) left.Insert(0, (all, whole));
        return left;
    }

    /// <summary>Adds the numbers of the series of a family.</summary>
    private void AddIntervals(MetricFamily family, int first, SeriesNumbers numbers)
    {
        for (var series = 0; series < numbers.Count;)
        {
            var end = series + 1;
            // A series that has a column keeps it.
            if (!Has(numbers[series]))
            {
                while (end < numbers.Count && numbers[end] == numbers[end - 1] + 1 && !Has(numbers[end])) end++;
                Insert(new Interval(numbers[series], end - series, family, first + series));
            }

            series = end;
        }
    }

    private void Insert(Interval interval)
    {
        var index = _intervals.Count;
        while (index > 0 && _intervals[index - 1].First > interval.First) index--;
        _intervals.Insert(index, interval);
    }

    private List<ColumnRun> Runs()
    {
        var runs = new List<ColumnRun>();
        foreach (var family in _mapped?.Families ?? [])
        {
            foreach (var run in _runs[family.Numbers])
            {
                var from = family.ValueOffset + run.From;
                if (runs.Count > 0 && runs[^1] is var last && last.From + last.Count == from && last.To + last.Count == run.To) runs[^1] = last with { Count = last.Count + run.Count };
                else runs.Add(run with { From = from });
            }
        }

        return runs;
    }

    /// <summary>The columns of the values of a family whose series all have one, counted from its first value.</summary>
    private List<ColumnRun> RunsOf(MetricFamily family)
    {
        var runs = new List<ColumnRun>();
        var width = family.Series.Length;
        int[] shown = [.. Enumerable.Range(0, width).OrderBy(s => family.Series[s].Value)];
        for (var i = 0; i < family.Range.Count; i++)
        {
            foreach (var series in shown)
            {
                var from = i * family.Stride + family.Series[series].Value;
                var to = ColumnOf(family.Numbers[i * width + series]);
                if (runs.Count > 0 && runs[^1] is var last && last.From + last.Count == from && last.To + last.Count == to) runs[^1] = last with { Count = last.Count + 1 };
                else runs.Add(new ColumnRun(from, to, 1));
            }
        }

        return runs;
    }

    /// <summary>The constants that a family does not show. All of its label sets show the same ones.</summary>
    private ImmutableArray<LabelDimension> MissingConstants(MetricFamily family)
    {
        if (constants.IsDefaultOrEmpty || family.Range.Count == 0) return [];
        var shown = family.Labels.LabelsOf(family.Range.First).Select(label => label.Key).ToHashSet(StringComparer.Ordinal);
        return constants.RemoveAll(constant => shown.Contains(constant.Name));
    }

    private static LabelSet LabelSetOf(LabelSets labels, int index) =>
        labels is LabelList list ? list.LabelSets[index] : new LabelSet([.. labels.LabelsOf(index)]);

    /// <summary>Series with consecutive numbers.</summary>
    /// <param name="First">The number of the first.</param>
    /// <param name="Count">The number of series.</param>
    /// <param name="Family">The family that has them.</param>
    /// <param name="Series">The index of the first in the family.</param>
    private sealed record Interval(long First, int Count, MetricFamily Family, int Series);
}
