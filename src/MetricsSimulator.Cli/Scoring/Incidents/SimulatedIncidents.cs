using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Model;
using MetricsSimulator.Scoring.Incidents;

namespace MetricsSimulator.Cli.Scoring.Incidents;

/// <summary>The anomalies of a run as incidents that alerts should tell.</summary>
internal static class SimulatedIncidents
{
    /// <summary>The incidents, in the order of the anomalies.</summary>
    /// <param name="model">The model of the run.</param>
    /// <param name="anomalies">The anomalies.</param>
    /// <param name="evidence">What each of them left; see <see cref="EvidenceFinder"/>.</param>
    public static ImmutableArray<Incident> Of(SimulationModel model, IReadOnlyList<Anomaly> anomalies, ImmutableDictionary<string, Evidence> evidence)
    {
        var starts = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var anomaly in anomalies) starts[anomaly.Id] = anomaly.Start;
        var incidents = ImmutableArray.CreateBuilder<Incident>(anomalies.Count);
        foreach (var anomaly in anomalies)
        {
            var key = anomaly.Definition.Metric;
            var metric = model.Metrics.FirstOrDefault(metric => metric.Key == key);
            incidents.Add(new Incident(anomaly.Id, anomaly.Definition.Kind.Name, anomaly.Start, anomaly.End, evidence.GetValueOrDefault(anomaly.Id))
            {
                Metrics = key is null ? [] : metric is null ? [key] : [key, metric.Name],
                IsOfEndpoint = anomaly.Definition.Kind.IsOfEndpoint,
                RootId = anomaly.RootId,
                RootStart = starts.GetValueOrDefault(anomaly.RootId, anomaly.Start),
            });
        }

        return incidents.MoveToImmutable();
    }
}
