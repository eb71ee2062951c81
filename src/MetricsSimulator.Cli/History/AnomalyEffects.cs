using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Model;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.History;

/// <summary>Finds what the anomalies of a workload change, by simulating the run. A session is planned when it begins, so that its end is known long before.</summary>
internal static class AnomalyEffects
{
    /// <summary>What each anomaly changes in sessions that begin before the end of a span or are open at its first tick, by the identifier of the anomaly.</summary>
    /// <param name="span">The span.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyDictionary<string, ImmutableArray<AnomalyEffect>> Of(RunSpan span, CancellationToken cancellation)
    {
        var found = new Dictionary<(string Anomaly, string Session), AnomalyEffect>();
        var simulator = span.Simulate(SeriesSelection.Of(WorkloadDefinition.KeyOfWorkload), 1, batch =>
        {
            foreach (var effect in batch.FindEffects()) found[(effect.Anomaly, effect.Session)] = effect;
        });
        simulator.AdvanceTo(span.EndTick - 1, cancellation: cancellation);
        return found.Values.Where(effect => effect.First is not null).GroupBy(effect => effect.Anomaly, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.OrderBy(effect => effect.First).ThenBy(effect => effect.Session, StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal);
    }
}
