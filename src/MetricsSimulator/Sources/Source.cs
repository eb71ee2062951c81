using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Sources;

/// <summary>
/// A part of a run that advances by itself and shows one or more families. In each tick, call <see cref="Begin"/> once, then <see cref="Prepare"/> if somebody
/// reads the next tick, then <see cref="Advance"/> once for each piece, on any threads. All other members are for one thread at a time.
/// </summary>
internal abstract class Source
{
    /// <summary>The key of the source. When the model changes, the new source with this key continues from this one.</summary>
    public abstract string Key { get; }

    /// <summary>
    /// The families at the tick after the step, in the order of the exposition. Their number never changes. Values are counted from the first of the source. The array
    /// changes only if <see cref="Begin"/> returned true. All their series are present, unless anomalies hide some of those that paths drive.
    /// </summary>
    public abstract ImmutableArray<MetricFamily> Families { get; }

    /// <summary>The families that scrapes of all shards find together: on the first shard, those that others show are among them.</summary>
    public virtual ImmutableArray<MetricFamily> Scraped => Families;

    /// <summary>The pieces of a tick's work, the same in every tick.</summary>
    public virtual IReadOnlyList<SourcePiece> Pieces { get; } = [new(0, 0, 0, 1)];

    /// <summary>The events of the tick that began last, in the order of their instants, which are within the tick.</summary>
    public virtual ImmutableArray<SimulatedEvent> Events => [];

    /// <summary>
    /// What anomalies change in the sessions that the tick that began last has planned, also long after the tick. A session that was planned again is there again. It is computed
    /// when it is read.
    /// </summary>
    public virtual ImmutableArray<SessionEffects> Effects => [];

    /// <summary>What anomalies have changed in the sessions that do not go on when another source takes over.</summary>
    /// <param name="next">The other source; null for none.</param>
    /// <param name="tick">The tick at which the sessions end.</param>
    public virtual ImmutableArray<SessionEffects> EffectsOnEnded(Source? next, long tick) => [];

    /// <summary>The falls of counters in the tick that began last, which anomalies on the view of a workload cause.</summary>
    public virtual ImmutableArray<SeriesFall> Falls => [];

    /// <summary>How many falls of counters each anomaly has caused so far, by its identifier.</summary>
    public virtual IReadOnlyDictionary<string, long> FallCounts => ImmutableDictionary<string, long>.Empty;

    /// <summary>Computes what the processes of a workload export at the tick after the one that began last.</summary>
    /// <param name="options">When they export, and what values contain.</param>
    public virtual TelemetryExports ExportsAt(ExportOptions options) => TelemetryExports.None;

    /// <summary>Computes what comes before the run. The first tick does it if nobody did.</summary>
    /// <param name="cancellation">Stops the computation. It begins again at the next call.</param>
    public virtual void BeginRun(CancellationToken cancellation = default)
    {
    }

    /// <summary>Begins a tick: decides which series exist at its end, and which events happen in it.</summary>
    /// <param name="tick">The tick at which the step begins.</param>
    /// <returns>Whether <see cref="Families"/> have changed.</returns>
    public abstract bool Begin(long tick);

    /// <summary>Prepares an array for the values of the tick that began.</summary>
    /// <param name="buffer">The array. Other parts of it belong to other sources.</param>
    /// <param name="values">The part of this source.</param>
    public virtual void Prepare(SnapshotBuffer buffer, Span<double> values)
    {
    }

    /// <summary>Does one piece of the work of the tick that began.</summary>
    /// <param name="piece">One of <see cref="Pieces"/>.</param>
    /// <param name="tick">The tick at which the step begins.</param>
    /// <param name="values">The values of the source at the end of the tick, to be filled for the piece; empty if nobody reads the tick.</param>
    public abstract void Advance(in SourcePiece piece, long tick, Span<double> values);

    /// <summary>Writes all current values: before the first tick, and after a change of the model.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="values">The values of the source.</param>
    public abstract void ShowAll(long tick, Span<double> values);

    /// <summary>Raises the ticks since which label sets count, where they have restarted.</summary>
    /// <param name="tick">The tick that is shown.</param>
    /// <param name="starts">For each label set, at the index of its first value, the tick at which it was born.</param>
    public virtual void ShowStarts(long tick, Span<long> starts)
    {
    }

    /// <summary>A copy of everything on which the following ticks depend.</summary>
    public abstract KeptSource Keep();

    /// <summary>Restores a kept state.</summary>
    /// <exception cref="ArgumentException">The state is that of another source, or of fewer series.</exception>
    public abstract void Restore(KeptSource kept);

    /// <summary>Continues from the source of the same key that it replaces.</summary>
    public abstract void TakeOver(Source before, Handover handover);

    /// <summary>Finds the active anomalies again, because one was injected or ended.</summary>
    public virtual void ForgetAnomalies()
    {
    }
}
