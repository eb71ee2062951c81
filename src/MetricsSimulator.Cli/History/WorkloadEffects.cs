using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Events;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.History;

/// <summary>
/// Finds the sessions that the anomalies of a workload touch, and the counters that they let fall, by simulating the run. A session is planned when it begins, so that its end is
/// known long before. One thread at a time.
/// </summary>
internal sealed class WorkloadEffects
{
    private readonly Dictionary<string, SessionEffects> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, FallenSeries>> _fallen = new(StringComparer.Ordinal);
    private readonly Timeline _timeline;
    private readonly Simulator _simulator;

    /// <summary>Begins where a span begins.</summary>
    /// <param name="span">The span.</param>
    public WorkloadEffects(RunSpan span)
    {
        (_timeline, First) = (span.Recorded.Run.Model.Timeline, span.From?.Tick ?? 0);
        _simulator = span.Simulate(SeriesSelection.Of(WorkloadDefinition.KeyOfWorkload), 1, Learn);
    }

    /// <summary>The first tick. Sessions that ended before it are not known, nor falls before it.</summary>
    public long First { get; }

    /// <summary>Simulates the run up to a tick, which is not before that of an earlier call.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="changes">All changes of the run up to now.</param>
    /// <param name="cancellation">Cancels it. A later call continues.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void AdvanceTo(long tick, ImmutableArray<ModelChange> changes, CancellationToken cancellation)
    {
        foreach (var change in changes.AsSpan()[_simulator.Journal.Count..]) _simulator.Add(change);
        _simulator.AdvanceTo(tick, cancellation: cancellation);
    }

    /// <summary>The sessions that an anomaly touches, of those that have begun, in the order of time.</summary>
    /// <param name="anomaly">The identifier of the anomaly.</param>
    public ImmutableArray<TouchedSession> TouchedBy(string anomaly) =>
    [
        .. _sessions.Values
            .SelectMany(session => session.Effects.Where(effect => effect.Anomaly == anomaly).Select(effect => new TouchedSession(session.Developer, session.Session, effect.First, effect.Last)))
            .OrderBy(touched => touched.First).ThenBy(touched => touched.Session, StringComparer.Ordinal),
    ];

    /// <summary>The counters that an anomaly lets fall, in the order of time.</summary>
    /// <param name="anomaly">The identifier of the anomaly.</param>
    public ImmutableArray<FallenSeries> FallenBy(string anomaly) => _fallen.TryGetValue(anomaly, out var fallen)
        ? [.. fallen.Values.OrderBy(series => series.First).ThenBy(series => series.Series, StringComparer.Ordinal)]
        : [];

    private void Learn(EventBatch batch)
    {
        foreach (var session in batch.FindEffects())
        {
            if (session.Effects.IsEmpty) _sessions.Remove(session.Session);
            else _sessions[session.Session] = session;
        }

        foreach (var fall in batch.FindFalls())
        {
            var (name, instant) = ($"{fall.Name}{{{Encoding.UTF8.GetString(fall.Labels.Pairs)}}}", _timeline.InstantOf(batch.Tick));
            if (!_fallen.TryGetValue(fall.Anomaly, out var series)) _fallen.Add(fall.Anomaly, series = new Dictionary<string, FallenSeries>(StringComparer.Ordinal));
            ref var fallen = ref CollectionsMarshal.GetValueRefOrAddDefault(series, name, out var isKnown);
            fallen = isKnown ? fallen! with { Count = fallen.Count + 1, Last = instant } : new FallenSeries(name, 1, instant, instant);
        }
    }
}
