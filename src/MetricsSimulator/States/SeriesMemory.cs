using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;

namespace MetricsSimulator.States;

/// <summary>
/// The value of each series when something began, or in the tick before, as long as an anomaly needs it. Different threads may use series of different
/// blocks.
/// </summary>
/// <param name="count">The number of series.</param>
internal sealed class SeriesMemory(int count)
{
    private readonly SparseValues _values = new(count, absent: double.NaN);

    /// <summary>Forgets the series on which no anomaly acts; called by one thread between ticks.</summary>
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

    /// <summary>The value of a series in the tick before; the current value if it was not remembered then. Remembers the current value.</summary>
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

    /// <summary>Visits what is remembered, to save or to restore it.</summary>
    public void Exchange(IStateArrays arrays) => _values.Exchange(arrays);

    /// <summary>Goes on with what another remembers.</summary>
    /// <param name="other">The other.</param>
    /// <param name="sources">For each series, its number in the other; −1 for one that is new.</param>
    public void TakeOver(SeriesMemory other, ReadOnlySpan<int> sources) => _values.TakeOver(other._values, sources);
}
