using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// What the anomalies of a live run have done to its workload so far. Each answer simulates only what came after the one before, and the first one also what came since the
/// anomaly began. Thread-safe.
/// </summary>
/// <param name="live">The run.</param>
internal sealed class LiveWorkloadEffects(LiveRun live)
{
    private readonly Lock _lock = new();
    private WorkloadEffects? _effects;

    /// <summary>The record of an anomaly that acts on the workload, with all sessions that it has touched, or all counters that it has let fall.</summary>
    /// <param name="anomaly">The anomaly.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RecordedAnomaly RecordOf(Anomaly anomaly, CancellationToken cancellation)
    {
        var actsOnView = anomaly.Definition.ActsOnView;
        if (anomaly.IsCancelled) return actsOnView ? new RecordedAnomaly(anomaly, null, Fallen: []) : new RecordedAnomaly(anomaly, null, []);
        lock (_lock)
        {
            var effects = SimulateFrom(Math.Min(anomaly.FirstTick, live.Simulator.Status.Tick), cancellation);
            return actsOnView ? new RecordedAnomaly(anomaly, null, Fallen: effects.FallenBy(anomaly.Id)) : new RecordedAnomaly(anomaly, null, effects.TouchedBy(anomaly.Id));
        }
    }

    private WorkloadEffects SimulateFrom(long tick, CancellationToken cancellation)
    {
        var past = live.Simulator.PastFrom(tick);
        if (_effects is not { } effects || effects.First > past.FirstTick)
            effects = new WorkloadEffects(new RunSpan(new RecordedRun(live.Beginning, past.Changes), past.FirstTick, past.Ticks) { From = past.From });
        // A simulator that failed is not used again.
        _effects = null;
        try
        {
            effects.AdvanceTo(past.FirstTick + past.Ticks - 1, past.Changes, cancellation);
            _effects = effects;
            return effects;
        }
        catch (OperationCanceledException)
        {
            _effects = effects;
            throw;
        }
    }
}
