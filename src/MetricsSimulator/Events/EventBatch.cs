using System.Collections.Immutable;
using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Events;

/// <summary>The events between two ticks: from the instant of the tick before until just before the instant of <see cref="Tick"/>.</summary>
/// <param name="Tick">The tick whose snapshot is the first that counts them; 1 or more.</param>
/// <param name="Events">The events, ordered by instant, and within one instant by source. There may be none.</param>
public sealed record EventBatch(long Tick, ImmutableArray<SimulatedEvent> Events)
{
    private readonly Func<ImmutableArray<SessionEffects>> _effects = () => [];
    private readonly Func<ImmutableArray<SeriesFall>> _falls = () => [];
    private readonly Func<ExportOptions, TelemetryExports> _exports = _ => TelemetryExports.None;

    internal EventBatch(
        long tick, ImmutableArray<SimulatedEvent> events, Func<ImmutableArray<SessionEffects>> effects, Func<ImmutableArray<SeriesFall>> falls,
        Func<ExportOptions, TelemetryExports> exports)
        : this(tick, events) => (_effects, _falls, _exports) = (effects, falls, exports);

    /// <summary>
    /// Computes what anomalies change in the sessions that were planned in the span, also long after it. Call it only while the batch is delivered. A session that was planned again comes
    /// again, and what was said of it before does not hold any more.
    /// </summary>
    public ImmutableArray<SessionEffects> FindEffects() => _effects();

    /// <summary>
    /// Finds the counters of a workload whose values in the snapshot of <see cref="Tick"/> are lower than the ones shown before, because of anomalies. Call it only while the batch is delivered.
    /// </summary>
    public ImmutableArray<SeriesFall> FindFalls() => _falls();

    /// <summary>Computes what the processes of a workload export at <see cref="Tick"/>. Call it only while the batch is delivered.</summary>
    /// <param name="options">When they export, and what values contain.</param>
    public TelemetryExports FindExports(ExportOptions options) => _exports(options);
}
