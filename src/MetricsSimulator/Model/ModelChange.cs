using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Model;

/// <summary>
/// A change of a run from outside, with the tick at which it takes effect. A journal is a list of them.
/// </summary>
/// <param name="Tick">The first tick with the change; above 0.</param>
public abstract record ModelChange(long Tick)
{
    /// <summary>An anomaly was injected; those that follow it are injected too.</summary>
    /// <param name="Tick">The tick from which on it is planned or active.</param>
    /// <param name="Id">Its identifier.</param>
    /// <param name="Definition">The anomaly.</param>
    public sealed record Injected(long Tick, string Id, AnomalyDefinition Definition) : ModelChange(Tick)
    {
        /// <summary>The first tick of its window. By default, or if it would be before the change, it is the tick of the change.</summary>
        public long FirstTick
        {
            get => Math.Max(field, Tick);
            init;
        }
    }

    /// <summary>An anomaly, planned or injected, was ended before its time.</summary>
    /// <param name="Tick">The end of its window; if the window has not begun by then, it never does.</param>
    /// <param name="Id">Its identifier.</param>
    public sealed record Ended(long Tick, string Id) : ModelChange(Tick);

    /// <summary>Another scenario began: its time counts from the tick, paths restart at their initial values, counters continue.</summary>
    /// <param name="Tick">The tick at which it began.</param>
    /// <param name="Model">The model with the scenario. Seed and timeline are those of the run.</param>
    public sealed record Switched(long Tick, SimulationModel Model) : ModelChange(Tick);

    /// <summary>The configuration or the scenario was changed. Time, paths and counters continue, but a path whose initial value was changed restarts there.</summary>
    /// <param name="Tick">The first tick with the changed model.</param>
    /// <param name="Model">The changed model. Seed and timeline are those of the run.</param>
    public sealed record Reloaded(long Tick, SimulationModel Model) : ModelChange(Tick);
}
