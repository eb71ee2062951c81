using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Model;

/// <summary>
/// Something that was done to a run from outside, with the tick from which it holds: what a journal is made of.
/// </summary>
/// <param name="Tick">The first tick that it acts on; above 0.</param>
public abstract record ModelChange(long Tick)
{
    /// <summary>An anomaly was injected, its window beginning at the tick. What follows it is injected with it.</summary>
    /// <param name="Tick">The first tick of its window.</param>
    /// <param name="Id">Its identifier.</param>
    /// <param name="Definition">What it is.</param>
    public sealed record Injected(long Tick, string Id, AnomalyDefinition Definition) : ModelChange(Tick);

    /// <summary>An anomaly, planned or injected, was ended before its time.</summary>
    /// <param name="Tick">The end of its window; when that is before its beginning, it never comes.</param>
    /// <param name="Id">Its identifier.</param>
    public sealed record Ended(long Tick, string Id) : ModelChange(Tick);

    /// <summary>Another scenario began: its time counts from the tick, paths begin at their initial values, counters go on.</summary>
    /// <param name="Tick">The tick at which it began.</param>
    /// <param name="Model">The model with the scenario; the same seed and timeline.</param>
    public sealed record Switched(long Tick, SimulationModel Model) : ModelChange(Tick);

    /// <summary>The configuration or the scenario was changed: time, paths and counters go on, except that a path whose initial value was changed begins there.</summary>
    /// <param name="Tick">The first tick with the changed model.</param>
    /// <param name="Model">The changed model; the same seed and timeline.</param>
    public sealed record Reloaded(long Tick, SimulationModel Model) : ModelChange(Tick);
}
