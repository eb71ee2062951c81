using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Model;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.History;

/// <summary>Finds the sessions that the anomalies of a workload touch, by simulating the run. A session is planned when it begins, so that its end is known long before.</summary>
internal static class TouchedSessions
{
    /// <summary>The sessions that each anomaly touches, of those that begin before the end of a span or are open at its first tick, by the identifier of the anomaly.</summary>
    /// <param name="span">The span.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyDictionary<string, ImmutableArray<TouchedSession>> Of(RunSpan span, CancellationToken cancellation)
    {
        var known = new Dictionary<string, SessionEffects>(StringComparer.Ordinal);
        var simulator = span.Simulate(SeriesSelection.Of(WorkloadDefinition.KeyOfWorkload), 1, batch =>
        {
            foreach (var session in batch.FindEffects())
            {
                if (session.Effects.IsEmpty) known.Remove(session.Session);
                else known[session.Session] = session;
            }
        });
        simulator.AdvanceTo(span.EndTick - 1, cancellation: cancellation);
        return known.Values.SelectMany(session => session.Effects.Select(effect => (effect.Anomaly, Touched: new TouchedSession(session.Developer, session.Session, effect.First, effect.Last))))
            .GroupBy(effect => effect.Anomaly, StringComparer.Ordinal).ToDictionary(
                group => group.Key, group => group.Select(effect => effect.Touched).OrderBy(touched => touched.First).ThenBy(touched => touched.Session, StringComparer.Ordinal).ToImmutableArray(),
                StringComparer.Ordinal);
    }
}
