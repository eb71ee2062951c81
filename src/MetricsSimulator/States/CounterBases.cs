using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.States;

/// <summary>
/// The totals that are subtracted before counters or histograms are shown: those at the last counter reset, or, for a sample of a second process that
/// writes the same series, those at the tick at which that process began. With them are the ticks since which the series count.
/// </summary>
internal sealed class CounterBases
{
    private readonly SeriesKeys _keys;
    private readonly CopyTotals _totals;
    private readonly int _stride;
    private readonly SparseValues _resets;
    private readonly SparseValues _restarts;
    private readonly SparseValues _secondWriter;

    /// <summary>Creates bases of 0: nothing is subtracted.</summary>
    /// <param name="keys">The keys of the series.</param>
    /// <param name="stride">The number of totals of a series.</param>
    /// <param name="totals">Copies the current totals of a series.</param>
    public CounterBases(SeriesKeys keys, int stride, CopyTotals totals)
    {
        _keys = keys;
        _totals = totals;
        _stride = stride;
        _resets = new SparseValues(keys.Count, stride);
        _restarts = new SparseValues(keys.Count);
        // The totals, and then the tick.
        _secondWriter = new SparseValues(keys.Count, stride + 1, absent: double.NaN);
    }

    /// <summary>Copies the totals of a series.</summary>
    internal delegate void CopyTotals(int labelSet, Span<double> totals);

    /// <summary>Forgets second processes that no longer write. Call it on one thread, between ticks.</summary>
    /// <param name="disturbance">The disturbance of the next tick; null for none.</param>
    public void Begin(Disturbance? disturbance) => _secondWriter.KeepTouched(disturbance);

    /// <summary>Notes which series restart at a tick, and where a second process begins. Call it after the tick was counted; threads may follow different blocks.</summary>
    /// <param name="disturbance">The disturbance of the tick.</param>
    /// <param name="before">The disturbance of the tick before; null for none.</param>
    /// <param name="first">The first series.</param>
    /// <param name="count">The number of series.</param>
    public void Follow(Disturbance disturbance, Disturbance? before, int first, int count)
    {
        var end = first + count;
        for (var i = disturbance.NextTouched(first, end); i < end; i = disturbance.NextTouched(i + 1, end))
        {
            ref readonly var influence = ref disturbance.Of(i);
            if (influence.Restarts)
            {
                _totals(i, _resets.Room(i));
                _restarts.Room(i)[0] = disturbance.Tick;
            }

            // A label set that only an explosion adds begins to count when it is there for the first time.
            if (!influence.Absent && before is not null && before.Of(i).Absent && _restarts.Of(i) is not [> 0]) _restarts.Room(i)[0] = disturbance.Tick;
            if (influence.SecondWriterShare > 0)
            {
                var began = _secondWriter.Room(i);
                if (!double.IsNaN(began[_stride])) continue;
                _totals(i, began[.._stride]);
                began[_stride] = disturbance.Tick;
            }
            else
            {
                _secondWriter.Clear(i);
            }
        }
    }

    /// <summary>The totals at the last counter reset of each series of one block, 0 for a series without one; empty if no series of the block was reset.</summary>
    /// <param name="first">The first series.</param>
    /// <param name="count">The number of series.</param>
    public ReadOnlySpan<double> AtResets(int first, int count) => _resets.Of(first, count);

    /// <summary>The totals of a series when its second process began, if that process writes the sample of this tick; otherwise empty.</summary>
    /// <param name="labelSet">The series.</param>
    /// <param name="disturbance">The disturbance of the tick.</param>
    public ReadOnlySpan<double> OfSecondWriter(int labelSet, Disturbance disturbance) =>
        SecondWriter(labelSet, disturbance) is { IsEmpty: false } began ? began[.._stride] : default;

    /// <summary>Raises the ticks since which series count to those of their last restart. A sample of a second process counts since that process began.</summary>
    /// <param name="first">The first series.</param>
    /// <param name="starts">The ticks at which the series were born.</param>
    /// <param name="disturbance">The disturbance of the tick; null for none.</param>
    public void ShowStarts(int first, Span<long> starts, Disturbance? disturbance)
    {
        if (!_restarts.IsEmpty)
        {
            for (var i = 0; i < starts.Length; i++)
                if (_restarts.Of(first + i) is [var tick]) starts[i] = Math.Max(starts[i], (long)tick);
        }

        if (disturbance is null || _secondWriter.IsEmpty) return;
        var end = first + starts.Length;
        for (var i = disturbance.NextTouched(first, end); i < end; i = disturbance.NextTouched(i + 1, end))
            if (SecondWriter(i, disturbance) is [.., var tick]) starts[i - first] = (long)tick;
    }

    /// <summary>Lets a series count from a tick on, because it has fallen.</summary>
    public void Restart(int labelSet, long tick) => _restarts.Room(labelSet)[0] = tick;

    /// <summary>Lets all series count from a tick on, because they continue no other series.</summary>
    public void Restart(long tick)
    {
        for (var i = 0; i < _keys.Count; i++) _restarts.Room(i)[0] = tick;
    }

    /// <summary>Stops subtracting from a series.</summary>
    public void Forget(int labelSet)
    {
        _resets.Clear(labelSet);
        _secondWriter.Clear(labelSet);
    }

    /// <summary>Saves or restores the subtracted totals.</summary>
    public void Exchange(IStateArrays arrays)
    {
        _resets.Exchange(arrays);
        _restarts.Exchange(arrays);
        _secondWriter.Exchange(arrays);
    }

    /// <summary>Copies the subtracted totals from other bases.</summary>
    /// <param name="other">The other bases.</param>
    /// <param name="sources">For each series, its number in the other bases; −1 for a new series.</param>
    public void TakeOver(CounterBases other, ReadOnlySpan<int> sources)
    {
        _resets.TakeOver(other._resets, sources);
        _restarts.TakeOver(other._restarts, sources);
        _secondWriter.TakeOver(other._secondWriter, sources);
    }

    /// <summary>The totals of a series when its second process began, and then the tick; empty if the other process writes the sample.</summary>
    private ReadOnlySpan<double> SecondWriter(int labelSet, Disturbance disturbance) =>
        disturbance.Of(labelSet) is { IsSet: false, SecondWriterShare: > 0 and var share }
        && new DrawStream(_keys[labelSet], disturbance.Tick, DrawPurpose.AnomalyWriter).Uniform(0) < share
            ? _secondWriter.Of(labelSet)
            : default;
}
