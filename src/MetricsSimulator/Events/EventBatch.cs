using System.Collections.Immutable;
using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Events;

/// <summary>The events between two ticks: from the instant of the tick before until just before the instant of <see cref="Tick"/>.</summary>
/// <param name="Tick">The tick whose snapshot is the first that counts them; 1 or more.</param>
/// <param name="Events">The events, ordered by instant, and within one instant by source. There may be none.</param>
public sealed record EventBatch(long Tick, ImmutableArray<SimulatedEvent> Events)
{
    private readonly Func<ImmutableArray<AnomalyEffect>> _effects = () => [];
    private readonly Func<ExportOptions, TelemetryExports> _exports = _ => TelemetryExports.None;

    internal EventBatch(
        long tick, ImmutableArray<SimulatedEvent> events, Func<ImmutableArray<AnomalyEffect>> effects, Func<ExportOptions, TelemetryExports> exports)
        : this(tick, events) => (_effects, _exports) = (effects, exports);

    /// <summary>
    /// Computes what anomalies change in the sessions that were planned in the span. Call it only while the batch is delivered. Of several effects of an anomaly on a session,
    /// the last holds.
    /// </summary>
    public ImmutableArray<AnomalyEffect> FindEffects() => _effects();

    /// <summary>Computes what the processes of a workload export at <see cref="Tick"/>. Call it only while the batch is delivered.</summary>
    /// <param name="options">When they export, and what values contain.</param>
    public TelemetryExports FindExports(ExportOptions options) => _exports(options);
}
