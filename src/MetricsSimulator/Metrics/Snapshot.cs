namespace MetricsSimulator.Metrics;

/// <summary>
/// The values of one tick: a layout and one array. A snapshot is complete, and does not change while somebody holds it. To hold one is to have
/// a lease on its array; dispose it when done, so that another tick can use the array. Any number of threads may read it.
/// </summary>
public sealed class Snapshot : IDisposable
{
    private readonly double[] _values;
    private readonly long[]? _starts;
    private readonly Action<Snapshot>? _release;
    private int _released;

    /// <summary>Creates a snapshot over <paramref name="values"/>, which must not change until it is disposed.</summary>
    /// <param name="layout">The shape of the values.</param>
    /// <param name="tick">The number of the tick, 0 for the first.</param>
    /// <param name="instant">The instant at which the tick begins.</param>
    /// <param name="values">At least <see cref="Layout.ValueCount"/> values, in the order of <paramref name="layout"/>.</param>
    /// <param name="release">Called once, when the snapshot is disposed; by default null, for nothing.</param>
    /// <param name="starts">At least as many instants, for <see cref="Starts"/>; by default null, for none.</param>
    public Snapshot(Layout layout, long tick, DateTimeOffset instant, double[] values, Action<Snapshot>? release = null, long[]? starts = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length < layout.ValueCount) throw new ArgumentException("The array is shorter than the layout.", nameof(values));
        if (starts is not null && starts.Length < layout.ValueCount) throw new ArgumentException("The array is shorter than the layout.", nameof(starts));
        Layout = layout;
        Tick = tick;
        Instant = instant;
        _values = values;
        _starts = starts;
        _release = release;
    }

    /// <summary>The shape of the values.</summary>
    public Layout Layout { get; }

    /// <summary>The number of the tick, 0 for the first.</summary>
    public long Tick { get; }

    /// <summary>The instant at which the tick begins. The values hold from this instant until one update interval later.</summary>
    public DateTimeOffset Instant { get; }

    /// <summary>All values, in the order of <see cref="Layout"/>.</summary>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public ReadOnlySpan<double> Values
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _released) != 0, this);
            return _values.AsSpan(0, Layout.ValueCount);
        }
    }

    /// <summary>
    /// Since when each label set counts, at the index of its first value: its birth, or its last counter reset. In 100 ns since year 1, in UTC, as
    /// <see cref="DateTimeOffset.UtcTicks"/>. A sample of a second process that writes the same series counts since that process began.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    /// <exception cref="InvalidOperationException">The snapshot was acquired without them.</exception>
    public ReadOnlySpan<long> Starts
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _released) != 0, this);
            return (_starts ?? throw new InvalidOperationException("The snapshot was acquired without starts.")).AsSpan(0, Layout.ValueCount);
        }
    }

    /// <summary>The number of time series that a scrape gets: those of the layout without the absent ones.</summary>
    /// <exception cref="ObjectDisposedException">The snapshot was disposed.</exception>
    public long SeriesCount
    {
        get
        {
            long count = 0;
            foreach (var family in Layout.Families)
            {
                var values = ValuesOf(family);
                count += Staleness.HasMarker(values) ? CountPresent(family, values) : family.SeriesCount;
            }

            return count;
        }
    }

    /// <summary>The values of one family.</summary>
    public ReadOnlySpan<double> ValuesOf(MetricFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return Values.Slice(family.ValueOffset, family.ValueCount);
    }

    /// <summary>The value of a counter or gauge.</summary>
    /// <param name="name">The name of the family.</param>
    /// <param name="labels">The label set as <see cref="LabelSpace.Format"/> writes it; by default empty, for no labels.</param>
    /// <exception cref="KeyNotFoundException">There is no such series.</exception>
    public double this[string name, string labels = ""]
    {
        get
        {
            foreach (var family in Layout.Families)
            {
                if (family.Name != name || family.Series.Length > 1) continue;
                foreach (var labelSet in family.LabelSets)
                    if (family.Labels.Format(labelSet.Number) == labels) return Values[labelSet.Column];
            }

            throw new KeyNotFoundException($"There is no counter or gauge {name}{labels}.");
        }
    }

    private static long CountPresent(MetricFamily family, ReadOnlySpan<double> values)
    {
        long count = 0;
        for (; !values.IsEmpty; values = values[family.Stride..])
            foreach (var series in family.Series)
                if (!Staleness.IsMarker(values[series.Value])) count++;
        return count;
    }

    /// <summary>Ends the lease. The values may not be read afterwards.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0) _release?.Invoke(this);
    }
}
