using MetricsSimulator.Anomalies;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Paths;

namespace MetricsSimulator.States;

/// <summary>Makes the changes of paths larger where an anomaly wants them so: adds the last change of a path to it once more, or several times.</summary>
/// <param name="paths">The paths.</param>
/// <param name="count">How many there are.</param>
/// <param name="after">Whether values are those that a step reaches, rather than those that it leaves.</param>
internal sealed class PathEcho(PathState paths, int count, bool after)
{
    private readonly SeriesMemory _before = new(count);

    /// <summary>Prepares a tick; called by one thread.</summary>
    /// <param name="disturbance">Its disturbance; null for none.</param>
    public void Begin(Disturbance? disturbance) => _before.Begin(disturbance);

    /// <summary>The value of a path with its echo, within its bounds; to be asked for once in every tick in which something is done to the series.</summary>
    /// <param name="labelSet">The label set.</param>
    /// <param name="value">The value of the path.</param>
    /// <param name="influence">What is done to it.</param>
    public double Of(int labelSet, double value, in Influence influence)
    {
        var echo = influence.Echo;
        var before = _before.ValueBefore(labelSet, echo > 0, value);
        return echo > 0 ? paths.Bound(labelSet, value + echo * (value - before), after) : value;
    }

    /// <summary>Forgets one label set.</summary>
    public void Forget(int labelSet) => _before.Forget(labelSet);

    /// <summary>Visits what is remembered, to save or to restore it.</summary>
    public void Exchange(IStateArrays arrays) => _before.Exchange(arrays);

    /// <summary>Goes on with what another remembers.</summary>
    public void TakeOver(PathEcho other, ReadOnlySpan<int> sources) => _before.TakeOver(other._before, sources);
}
