using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;

namespace MetricsSimulator.States;

/// <summary>
/// What each series had when something began, or in the tick before, for as long as an anomaly needs to know. Series of different blocks may be asked about
/// on different threads.
/// </summary>
/// <param name="count">The number of series.</param>
internal sealed class SeriesMemory(int count)
{
    private readonly SparseValues _values = new(count, absent: double.NaN);

    /// <summary>Forgets the series to which nothing is done; called by one thread between ticks.</summary>
    /// <param name="disturbance">What is done in the tick to come; null for nothing.</param>
    public void Begin(Disturbance? disturbance) => _values.KeepTouched(disturbance);

    /// <summary>The value that a series had when something began, or the value now when it has not begun.</summary>
    /// <param name="index">The series.</param>
    /// <param name="isOn">Whether it goes on; when not, the series is forgotten.</param>
    /// <param name="now">The value now.</param>
    public double ValueAtBeginning(int index, bool isOn, double now)
    {
        if (!isOn)
        {
            Forget(index);
            return now;
        }

        ref var value = ref _values.Room(index)[0];
        if (double.IsNaN(value)) value = now;
        return value;
    }

    /// <summary>The value that a series had in the tick before, and remembers the value now; the value now when it was not asked about then.</summary>
    /// <param name="index">The series.</param>
    /// <param name="isOn">Whether it goes on; when not, the series is forgotten.</param>
    /// <param name="now">The value now.</param>
    public double ValueBefore(int index, bool isOn, double now)
    {
        if (!isOn)
        {
            Forget(index);
            return now;
        }

        ref var value = ref _values.Room(index)[0];
        var before = double.IsNaN(value) ? now : value;
        value = now;
        return before;
    }

    /// <summary>Forgets one series.</summary>
    public void Forget(int index) => _values.Clear(index);

    /// <summary>Tells what is remembered, to be kept or to be put back.</summary>
    public void Exchange(IStateArrays arrays) => _values.Exchange(arrays);

    /// <summary>Goes on with what another remembers.</summary>
    /// <param name="other">The other.</param>
    /// <param name="sources">For each series, its number in the other; −1 for one that is new.</param>
    public void TakeOver(SeriesMemory other, ReadOnlySpan<int> sources) => _values.TakeOver(other._values, sources);
}
