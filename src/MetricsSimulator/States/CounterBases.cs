using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.States;

/// <summary>
/// What is taken off the totals of counters or histograms before they are shown: what they were at the last reset, or, in samples of a second process that writes
/// the same series, what they were when it began.
/// </summary>
internal sealed class CounterBases
{
    private readonly SeriesKeys _keys;
    private readonly CopyTotals _totals;
    private readonly SparseValues _resets;
    private readonly SparseValues _secondWriter;

    /// <summary>Begins without any.</summary>
    /// <param name="keys">The keys of the series.</param>
    /// <param name="stride">How many totals a series has.</param>
    /// <param name="totals">Copies the totals that a series has now.</param>
    public CounterBases(SeriesKeys keys, int stride, CopyTotals totals)
    {
        _keys = keys;
        _totals = totals;
        _resets = new SparseValues(keys.Count, stride);
        _secondWriter = new SparseValues(keys.Count, stride, absent: double.NaN);
    }

    /// <summary>Copies the totals of a series.</summary>
    internal delegate void CopyTotals(int labelSet, Span<double> totals);

    /// <summary>Forgets the second process where there is none; called by one thread between ticks.</summary>
    /// <param name="disturbance">The disturbance of the next tick; null for none.</param>
    public void Begin(Disturbance? disturbance) => _secondWriter.KeepTouched(disturbance);

    /// <summary>Notes what begins again at a tick, after it was counted. Series of different blocks may be followed on different threads.</summary>
    /// <param name="disturbance">The disturbance of the tick.</param>
    /// <param name="first">The first series.</param>
    /// <param name="count">How many.</param>
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

    /// <summary>What series of one block had at their last resets, or 0; empty when none of the block was reset.</summary>
    /// <param name="first">The first series.</param>
    /// <param name="count">How many.</param>
    public ReadOnlySpan<double> AtResets(int first, int count) => _resets.Of(first, count);

    /// <summary>What a series had when the second process began, when that wrote the sample; empty when it did not.</summary>
    /// <param name="labelSet">The series.</param>
    /// <param name="disturbance">The disturbance of the tick.</param>
    public ReadOnlySpan<double> OfSecondWriter(int labelSet, Disturbance disturbance) =>
        disturbance.Of(labelSet).SecondWriterShare is > 0 and var share
        && new DrawStream(_keys[labelSet], disturbance.Tick, DrawPurpose.AnomalyWriter).Uniform(0) < share
            ? _secondWriter.Of(labelSet)
            : default;

    /// <summary>Takes nothing off a series any more.</summary>
    public void Forget(int labelSet)
    {
        _resets.Clear(labelSet);
        _secondWriter.Clear(labelSet);
    }

    /// <summary>Visits what is subtracted, to save or to restore it.</summary>
    public void Exchange(IStateArrays arrays)
    {
        _resets.Exchange(arrays);
        _secondWriter.Exchange(arrays);
    }

    /// <summary>Takes off what another does.</summary>
    /// <param name="other">The other.</param>
    /// <param name="sources">For each series, its number in the other; −1 for one that is new.</param>
    public void TakeOver(CounterBases other, ReadOnlySpan<int> sources)
    {
        _resets.TakeOver(other._resets, sources);
        _secondWriter.TakeOver(other._secondWriter, sources);
    }
}
