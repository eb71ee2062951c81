using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Paths;

namespace MetricsSimulator.States;

/// <summary>
/// What each series of a counter showed last, from the tick before another value is shown instead of its own to the first tick at which its own is shown again. A series that falls counts
/// from then on.
/// </summary>
/// <param name="count">The number of series.</param>
/// <param name="valueOf">The own value of a series.</param>
/// <param name="bases">Learns since when a series counts.</param>
internal sealed class SetValues(int count, Func<int, double> valueOf, CounterBases bases)
{
    private readonly SparseValues _last = new(count, absent: double.NaN);

    /// <summary>Notes what is shown before another value is. Call it on one thread, before the tick is counted.</summary>
    /// <param name="conditions">The outside effects on the metric.</param>
    public void Begin(in MetricConditions conditions)
    {
        _last.KeepTouched(conditions.During);
        if (conditions.After is { IsAbsence: false } after) Note(after, 0, count);
    }

    /// <summary>Restarts the series that fall. Call it after the tick was counted; threads may follow different blocks.</summary>
    /// <param name="tick">The tick that is shown.</param>
    /// <param name="disturbance">The disturbance of the tick; null for none.</param>
    /// <param name="first">The first series.</param>
    /// <param name="count">The number of series.</param>
    public void FindFalls(long tick, Disturbance? disturbance, int first, int count)
    {
        if (disturbance is { IsAbsence: false }) Note(disturbance, first, count);
        if (_last.IsEmpty) return;
        for (var i = first; i < first + count; i++)
        {
            if (!_last.Has(i))
            {
                i += PathState.BlockLength - 1 - i % PathState.BlockLength;
                continue;
            }

            // A series that is hidden falls when it is seen again.
            if (_last.Of(i)[0] is not (>= 0 and var last) || (disturbance is not null && disturbance.Of(i).IsStale)) continue;
            var (isSet, value) = disturbance is not null && disturbance.Of(i).IsSet ? (true, disturbance.Of(i).SetTo) : (false, valueOf(i));
            if (value < last) bases.Restart(i, tick);
            _last.Room(i)[0] = isSet ? value : double.NaN;
        }
    }

    /// <summary>Forgets what a series showed.</summary>
    public void Forget(int labelSet) => _last.Clear(labelSet);

    /// <summary>Saves or restores what series showed.</summary>
    public void Exchange(IStateArrays arrays) => _last.Exchange(arrays);

    /// <summary>Copies what series showed from other values.</summary>
    /// <param name="other">The other values.</param>
    /// <param name="sources">For each series, its number in the other values; −1 for a new series.</param>
    public void TakeOver(SetValues other, ReadOnlySpan<int> sources) => _last.TakeOver(other._last, sources);

    private void Note(Disturbance disturbance, int first, int length)
    {
        var end = first + length;
        for (var i = disturbance.NextTouched(first, end); i < end; i = disturbance.NextTouched(i + 1, end))
            if (disturbance.Of(i).IsSet && _last.Of(i) is not [>= 0]) _last.Room(i)[0] = valueOf(i);
    }
}
