using MetricsSimulator.Anomalies;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Paths;

namespace MetricsSimulator.States;

/// <summary>Makes the changes of paths larger where an anomaly says so: it adds the last change of a path once more, or several times.</summary>
/// <param name="paths">The paths.</param>
/// <param name="count">The number of paths.</param>
/// <param name="after">Whether it uses the values after a step, rather than those before it.</param>
internal sealed class PathEcho(PathState paths, int count, bool after)
{
    private readonly SeriesMemory _before = new(count);

    /// <summary>Prepares a tick. Call it on one thread.</summary>
    /// <param name="disturbance">The disturbance of the tick; null for none.</param>
    public void Begin(Disturbance? disturbance) => _before.Begin(disturbance);

    /// <summary>The value of a path with its enlarged change, within its bounds. Call it once in every tick in which an anomaly acts on the series.</summary>
    /// <param name="labelSet">The label set.</param>
    /// <param name="value">The value of the path.</param>
    /// <param name="influence">The influence of the anomalies on it.</param>
    public double Of(int labelSet, double value, in Influence influence)
    {
        var echo = influence.Echo;
        var before = _before.ValueBefore(labelSet, echo > 0, value);
        return echo > 0 ? paths.Bound(labelSet, value + echo * (value - before), after) : value;
    }

    /// <summary>Forgets one label set.</summary>
    public void Forget(int labelSet) => _before.Forget(labelSet);

    /// <summary>Saves or restores the values of the tick before.</summary>
    public void Exchange(IStateArrays arrays) => _before.Exchange(arrays);

    /// <summary>Copies the values of the tick before from another echo.</summary>
    public void TakeOver(PathEcho other, ReadOnlySpan<int> sources) => _before.TakeOver(other._before, sources);
}
