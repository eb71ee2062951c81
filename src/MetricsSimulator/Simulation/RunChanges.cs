using System.Globalization;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Model;

namespace MetricsSimulator.Simulation;

/// <summary>The changes to a run from outside. Each takes effect at the tick after the current one. One thread at a time.</summary>
/// <param name="simulator">The run.</param>
internal sealed class RunChanges(Simulator simulator)
{
    /// <summary>The last change; null if there was none.</summary>
    public ModelChange? Last => simulator.Journal.Count == 0 ? null : simulator.Journal[^1];

    /// <inheritdoc cref="LiveSimulator.Inject"/>
    public Anomaly Inject(AnomalyDefinition definition, long first)
    {
        if (definition.ViolationWith(simulator.Model.Metrics, simulator.Model.Sources) is { } broken) throw new ArgumentException($"{broken.Key}: {broken.Violation}.", nameof(definition));
        var id = string.Create(CultureInfo.InvariantCulture, $"i{simulator.Journal.OfType<ModelChange.Injected>().Count() + 1}");
        simulator.Add(new ModelChange.Injected(NextTick, id, definition) { FirstTick = first });
        return simulator.Anomalies.Find(id)!;
    }

    /// <inheritdoc cref="LiveSimulator.End"/>
    public Anomaly? End(string id)
    {
        if (simulator.Anomalies.Find(id) is not { IsCancelled: false } anomaly || anomaly.EndTick <= NextTick) return null;
        simulator.Add(new ModelChange.Ended(NextTick, id));
        var end = Math.Max(anomaly.FirstTick, NextTick);
        return anomaly with { EndTick = end, End = simulator.Model.Timeline.InstantOf(end) };
    }

    /// <inheritdoc cref="LiveSimulator.Switch"/>
    public long Switch(SimulationModel model) => Add(new ModelChange.Switched(NextTick, model));

    /// <inheritdoc cref="LiveSimulator.Reload"/>
    public long Reload(SimulationModel model) => Add(new ModelChange.Reloaded(NextTick, model));

    private long NextTick => simulator.Tick + 1;

    private long Add(ModelChange change)
    {
        simulator.Add(change);
        return change.Tick;
    }
}
