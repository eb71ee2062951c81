using MetricsSimulator.Anomalies;
using MetricsSimulator.Model;

namespace MetricsSimulator.Simulation;

/// <summary>All anomalies of a run, planned and injected: the ground truth, which is known without running it. Not thread-safe.</summary>
public sealed class AnomalySchedule
{
    /// <summary>Creates the schedule of a run.</summary>
    /// <param name="model">What is run.</param>
    /// <param name="journal">What was done to it from outside, in the order of its ticks; nothing unless given.</param>
    public AnomalySchedule(SimulationModel model, IReadOnlyList<ModelChange>? journal = null)
    {
        Model = model;
        Journal = journal ?? [];
    }

    private SimulationModel Model { get; }

    private IReadOnlyList<ModelChange> Journal { get; }

    /// <summary>The anomalies whose windows meet a span of ticks, in the order of their beginnings.</summary>
    /// <param name="first">The first tick.</param>
    /// <param name="end">The tick after the last.</param>
    public IReadOnlyList<Anomaly> Between(long first, long end) => throw new NotSupportedException($"Not yet: {Model} {Journal} {first} {end}.");
}
