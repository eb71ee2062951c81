using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>
/// What was exported last of each label set, to find what was counted since. It follows label sets from layout to layout by the numbers of their series. Not thread-safe.
/// </summary>
internal sealed class DeltaMemory
{
    private Layout? _layout;
    private Columns _now = new(0);
    private Columns _spare = new(0);
    private long _greatest = -1;

    // What was exported last before the label set restarted, by its number: a process that counts beside another one comes back.
    private readonly Dictionary<long, Interrupted> _interrupted = [];

    /// <summary>Since when a delta counts: the export before, or the start of the label set if that is later.</summary>
    /// <param name="column">The index of the first value.</param>
    /// <param name="start">Since when the label set counts.</param>
    public long SinceOf(int column, long start) => _now.Starts[column] == start ? _now.Times[column] : start;

    /// <summary>The values of the export before; empty if the label set did not count then, or has restarted since.</summary>
    public ReadOnlySpan<double> BeforeOf(int column, int length, long start) => _now.Starts[column] == start ? _now.Values.AsSpan(column, length) : default;

    /// <summary>Goes back to an earlier start of a label set if it counts since that one again. One earlier start is remembered.</summary>
    /// <param name="column">The index of the first value.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="number">The number of the series.</param>
    /// <param name="start">Since when the label set counts.</param>
    public void Resume(int column, int length, long number, long start)
    {
        if (_now.Starts[column] == start || _now.Starts[column] < 0) return;
        var values = _now.Values.AsSpan(column, length);
        var before = new Interrupted(_now.Starts[column], _now.Times[column], values.ToArray());
        if (_interrupted.TryGetValue(number, out var earlier) && earlier.Start == start && earlier.Values.Length == length) Set(column, earlier.Values, start, earlier.Time);
        _interrupted[number] = before;
    }

    /// <summary>Notes what was exported.</summary>
    public void Set(int column, ReadOnlySpan<double> values, long start, long time)
    {
        values.CopyTo(_now.Values.AsSpan(column));
        (_now.Starts[column], _now.Times[column]) = (start, time);
    }

    /// <summary>Follows the label sets to their places in another layout. Those that it lacks are forgotten.</summary>
    public void MoveTo(Layout layout)
    {
        if (_spare.Values.Length < layout.ValueCount) _spare = new Columns(layout.ValueCount);
        var columns = new Lazy<Dictionary<long, (MetricFamily, int)>>(ColumnsByNumber);
        var greatest = _greatest;
        for (var f = 0; f < layout.Families.Length; f++)
        {
            var family = layout.Families[f];
            var before = _layout is not null && f < _layout.Families.Length && _layout.Families[f].Stride == family.Stride ? _layout.Families[f] : null;
            var width = family.Series.Length;
            for (var row = 0; row < family.Range.Count; row++)
            {
                var number = family.Numbers[row * width];
                var to = family.ValueOffset + row * family.Stride;
                // Mostly, a label set keeps its place. One that was born since has a number that is greater than all before.
                if (before is not null && row < before.Range.Count && before.Numbers[row * width] == number) Copy(before.ValueOffset + row * family.Stride, to, family.Stride);
                else if (number <= greatest && columns.Value.TryGetValue(number, out var found) && found.Item1.Stride == family.Stride) Copy(found.Item2, to, family.Stride);
                else _spare.Starts[to] = -1;
                _greatest = Math.Max(_greatest, number);
            }
        }

        (_now, _spare) = (_spare, _now);
        _layout = layout;
        ForgetEnded();
    }

    private void ForgetEnded()
    {
        if (_interrupted.Count == 0) return;
        var numbers = ColumnsByNumber();
        foreach (var number in _interrupted.Keys)
            if (!numbers.ContainsKey(number)) _interrupted.Remove(number);
    }

    private void Copy(int from, int to, int count)
    {
        _now.Values.AsSpan(from, count).CopyTo(_spare.Values.AsSpan(to));
        (_spare.Starts[to], _spare.Times[to]) = (_now.Starts[from], _now.Times[from]);
    }

    private Dictionary<long, (MetricFamily Family, int Column)> ColumnsByNumber()
    {
        var columns = new Dictionary<long, (MetricFamily, int)>();
        foreach (var family in _layout?.Families ?? [])
            foreach (var (_, column) in family.LabelSets) columns[family.Numbers[(column - family.ValueOffset) / family.Stride * family.Series.Length]] = (family, column);
        return columns;
    }

    private sealed record Interrupted(long Start, long Time, double[] Values);

    /// <summary>Values, and at the index of the first value of a label set, since when it counts (−1 for none) and when it was exported.</summary>
    private sealed class Columns(int length)
    {
        public double[] Values { get; } = new double[length];

        public long[] Starts { get; } = new long[length];

        public long[] Times { get; } = new long[length];
    }
}
