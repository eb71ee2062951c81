using MetricsSimulator.Formats.OpenMetrics;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.History.Text;

/// <summary>
/// Some series of a family over consecutive ticks. One thread computes it in one go; after that, any threads may
/// write its slices.
/// </summary>
internal sealed class SeriesWindow
{
    // Some hundred kilobytes of text: much more work than to take a turn, but small enough for a buffer.
    private const int ValuesInASlice = 4096;

    private readonly Lazy<Simulator> _simulator;
    private readonly MetricFamily _family;
    private readonly SeriesRange _range;
    private readonly bool[]? _selected;
    private readonly long _firstTick;
    private readonly int _ticks;
    private readonly int _seriesInASlice;
    private readonly int _parts;
    private LineEnds? _ends;

    /// <summary>Creates a window.</summary>
    /// <param name="simulator">Simulates these series. After <paramref name="before"/> is computed, it is at the tick before the first.</param>
    /// <param name="family">The family with all its label sets.</param>
    /// <param name="range">The range of label sets.</param>
    /// <param name="selected">For each of all label sets, whether it is written; null for all.</param>
    /// <param name="firstTick">The first tick.</param>
    /// <param name="ticks">The number of ticks.</param>
    /// <param name="before">The window of the same simulator before this one; null for none.</param>
    public SeriesWindow(
        Lazy<Simulator> simulator, MetricFamily family, SeriesRange range, bool[]? selected, long firstTick, int ticks, SeriesWindow? before)
    {
        _simulator = simulator;
        _family = family;
        _range = range;
        _selected = selected;
        _firstTick = firstTick;
        _ticks = ticks;
        Before = before;
        var valuesOfASeries = (long)ticks * family.Stride;
        _seriesInASlice = (int)Math.Max(1, ValuesInASlice / valuesOfASeries);
        _parts = (int)Math.Max(1, (valuesOfASeries + ValuesInASlice - 1) / ValuesInASlice);
        Slices = (range.Count + _seriesInASlice - 1) / _seriesInASlice * _parts;
    }

    /// <summary>The window that must be computed before this one; null for none.</summary>
    public SeriesWindow? Before { get; private set; }

    /// <summary>The family whose metadata come before the first slice: this one, or the one that it continues. Null for none.</summary>
    public MetricFamily? Begins { get; init; }

    /// <summary>Whether it is computed. The thread that computed it sets this when others may know.</summary>
    public bool IsComputed { get; set; }

    /// <summary>The number of slices.</summary>
    public int Slices { get; }

    /// <summary>The number of values.</summary>
    public int ValueCount => _range.Count * _ticks * _family.Stride;

    /// <summary>The number of ticks of all its series together.</summary>
    public long Steps => _family.Continues ? 0 : (long)_range.Count * _ticks;

    /// <summary>Whether the label sets of two families of a metric are the same, except that one family may have further ones after them.</summary>
    public static bool AreAlike(MetricFamily one, MetricFamily other) =>
        one.Continues == other.Continues && FirstOf(one.Labels).SequenceEqual(FirstOf(other.Labels));

    /// <summary>Computes the values.</summary>
    /// <param name="values">Memory for the values.</param>
    /// <param name="cancellation">Cancels it.</param>
    public void Compute(double[] values, CancellationToken cancellation)
    {
        Before = null;
        Layout? layout = null;
        MetricFamily? shown = null;
        var timestamps = new long[_ticks];
        for (var t = 0; t < _ticks; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            _simulator.Value.AdvanceTo(_firstTick + t, cancellation: cancellation);
            using var snapshot = _simulator.Value.Acquire();
            if (snapshot.Layout != layout)
            {
                layout = snapshot.Layout;
                shown = layout.Families.FirstOrDefault(other => AreAlike(other, _family));
            }

            timestamps[t] = snapshot.Instant.ToUnixTimeMilliseconds();
            Keep(shown is null ? default : From(snapshot.ValuesOf(shown), (_range.First - shown.Range.First) * _family.Stride), t, values);
        }

        _ends = new LineEnds(timestamps);
    }

    /// <summary>Writes a slice.</summary>
    /// <param name="slice">Its number.</param>
    /// <param name="values">The values that were computed.</param>
    /// <param name="writer">The destination.</param>
    public void Write(int slice, double[] values, OpenMetricsHistoryWriter writer)
    {
        if (slice == 0 && Begins is not null) writer.BeginFamily(Begins);
        writer.ContinueFamily(_family);
        var (group, part) = Math.DivRem(slice, _parts);
        var from = (int)((long)_ticks * part / _parts);
        var length = (int)((long)_ticks * (part + 1) / _parts) - from;
        for (var i = group * _seriesInASlice; i < Math.Min(_range.Count, (group + 1) * _seriesInASlice); i++)
        {
            var labelSet = _range.First + i;
            if (_selected is not null && !_selected[labelSet]) continue;
            writer.WriteSeries(labelSet, _ends!, from, values.AsSpan((i * _ticks + from) * _family.Stride, length * _family.Stride));
        }
    }

    // Two explosions on different labels have different first label sets. Two on the same label differ only in the number of label sets.
    private static IEnumerable<KeyValuePair<string, string>> FirstOf(LabelSets labels) => (labels is LabelSpace space ? space.Whole : labels).LabelsOf(0);

    private static ReadOnlySpan<double> From(ReadOnlySpan<double> values, int first) => values[Math.Min(first, values.Length)..];

    /// <summary>
    /// Stores the values of one tick, which come label set by label set, so that the values of each label set are contiguous. Label sets that are not shown are absent.
    /// </summary>
    private void Keep(ReadOnlySpan<double> shown, int tick, double[] values)
    {
        var (ticks, stride) = (_ticks, _family.Stride);
        for (var i = 0; i < _range.Count; i++)
        {
            var place = (i * ticks + tick) * stride;
            if (i * stride >= shown.Length) values.AsSpan(place, stride).Fill(Staleness.Marker);
            else if (stride == 1) values[place] = shown[i];
            else shown.Slice(i * stride, stride).CopyTo(values.AsSpan(place));
        }
    }
}
