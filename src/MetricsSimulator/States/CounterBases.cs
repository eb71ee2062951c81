using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.States;

/// <summary>
/// The totals that are subtracted before counters or histograms are shown: those at the last counter reset, or, for a sample of a second process that
/// writes the same series, those at the tick at which that process began.
/// </summary>
internal sealed class CounterBases
{
    private readonly SeriesKeys _keys;
    private readonly CopyTotals _totals;
    private readonly SparseValues _resets;
    private readonly SparseValues _secondWriter;

    /// <summary>Creates bases of 0: nothing is subtracted.</summary>
    /// <param name="keys">The keys of the series.</param>
    /// <param name="stride">The number of totals of a series.</param>
    /// <param name="totals">Copies the current totals of a series.</param>
    public CounterBases(SeriesKeys keys, int stride, CopyTotals totals)
    {
        _keys = keys;
        _totals = totals;
        _resets = new SparseValues(keys.Count, stride);
        _secondWriter = new SparseValues(keys.Count, stride, absent: double.NaN);
    }

    /// <summary>Copies the totals of a series.</summary>
    internal delegate void CopyTotals(int labelSet, Span<double> totals);

    /// <summary>Forgets second processes that no longer write. Call it on one thread, between ticks.</summary>
    /// <param name="disturbance">The disturbance of the next tick; null for none.</param>
    public void Begin(Disturbance? disturbance) => _secondWriter.KeepTouched(disturbance);

    /// <summary>Notes which series restart at a tick, and where a second process begins. Call it after the tick was counted; threads may follow different blocks.</summary>
    /// <param name="disturbance">The disturbance of the tick.</param>
    /// <param name="first">The first series.</param>
    /// <param name="count">The number of series.</param>
    public void Follow(Disturbance disturbance, int first, int count)
    {
        var end = first + count;
        for (var i = disturbance.NextTouched(first, end); i < end; i = disturbance.NextTouched(i + 1, end))
        {
            ref readonly var influence = ref disturbance.Of(i);
            if (influence.Restarts) _totals(i, _resets.Room(i));
            if (influence.SecondWriterShare > 0)
            {
                var began = _secondWriter.Room(i);
                if (double.IsNaN(began[0])) _totals(i, began);
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
        disturbance.Of(labelSet).SecondWriterShare is > 0 and var share
        && new DrawStream(_keys[labelSet], disturbance.Tick, DrawPurpose.AnomalyWriter).Uniform(0) < share
            ? _secondWriter.Of(labelSet)
            : default;

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
        _secondWriter.Exchange(arrays);
    }

    /// <summary>Copies the subtracted totals from other bases.</summary>
    /// <param name="other">The other bases.</param>
    /// <param name="sources">For each series, its number in the other bases; −1 for a new series.</param>
    public void TakeOver(CounterBases other, ReadOnlySpan<int> sources)
    {
        _resets.TakeOver(other._resets, sources);
        _secondWriter.TakeOver(other._secondWriter, sources);
    }
}
