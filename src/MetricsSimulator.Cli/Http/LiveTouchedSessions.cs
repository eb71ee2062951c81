using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// The sessions that the anomalies of a live run have touched so far. Each answer simulates only what came after the one before, and the first one also what came since the
/// anomaly began. Thread-safe.
/// </summary>
/// <param name="live">The run.</param>
internal sealed class LiveTouchedSessions(LiveRun live)
{
    private readonly Lock _lock = new();
    private TouchedSessions? _touched;

    /// <summary>The sessions that an anomaly has touched, in the order of time.</summary>
    /// <param name="anomaly">The anomaly.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ImmutableArray<TouchedSession> Of(Anomaly anomaly, CancellationToken cancellation)
    {
        if (anomaly.IsCancelled) return [];
        lock (_lock)
        {
            var past = live.Simulator.PastFrom(Math.Min(anomaly.FirstTick, live.Simulator.Status.Tick));
            if (_touched is not { } touched || touched.First > past.FirstTick)
                touched = new TouchedSessions(new RunSpan(new RecordedRun(live.Beginning, past.Changes), past.FirstTick, past.Ticks) { From = past.From });
            // A simulator that failed is not used again.
            _touched = null;
            try
            {
                touched.AdvanceTo(past.FirstTick + past.Ticks - 1, past.Changes, cancellation);
                _touched = touched;
                return touched.Of(anomaly.Id);
            }
            catch (OperationCanceledException)
            {
                _touched = touched;
                throw;
            }
        }
    }
}
