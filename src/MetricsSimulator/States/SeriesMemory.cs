using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;

namespace MetricsSimulator.States;

/// <summary>
/// The value of each series when an anomaly began, or in the tick before. It is kept only while an anomaly acts on the series. Different threads may use
/// series of different blocks.
/// </summary>
/// <param name="count">The number of series.</param>
internal sealed class SeriesMemory(int count)
{
    private readonly SparseValues _values = new(count, absent: double.NaN);

    /// <summary>Forgets the series on which no anomaly acts. Call it on one thread, between ticks.</summary>
    /// <param name="disturbance">The disturbance of the next tick; null for none.</param>
    public void Begin(Disturbance? disturbance) => _values.KeepTouched(disturbance);

    /// <summary>The value of a series when the anomaly began; the current value if it begins now.</summary>
    /// <param name="index">The series.</param>
    /// <param name="isOn">Whether the anomaly acts on the series; if not, the series is forgotten.</param>
    /// <param name="now">The current value.</param>
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

    /// <summary>The value of a series in the tick before; the current value if none was kept. It keeps the current value.</summary>
    /// <param name="index">The series.</param>
    /// <param name="isOn">Whether the anomaly acts on the series; if not, the series is forgotten.</param>
    /// <param name="now">The current value.</param>
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

    /// <summary>Saves or restores the values.</summary>
    public void Exchange(IStateArrays arrays) => _values.Exchange(arrays);

    /// <summary>Copies the values from another memory.</summary>
    /// <param name="other">The other memory.</param>
    /// <param name="sources">For each series, its number in the other memory; −1 for a new series.</param>
    public void TakeOver(SeriesMemory other, ReadOnlySpan<int> sources) => _values.TakeOver(other._values, sources);
}
