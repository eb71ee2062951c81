using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Records;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Incidents;

namespace MetricsSimulator.Cli.Scoring.Incidents;

/// <summary>Incidents that a file names. Their evidence is their time: what they left in the samples is not known.</summary>
internal static class KnownIncidents
{
    // Those that the scenario for scoring has.
    private static readonly Lazy<ImmutableArray<MetricDefinition>> s_metrics =
        new(() => ConfigurationReader.BuiltIn.ToModel(1, DateTimeOffset.UnixEpoch, ScenarioReader.Find("incidents").Draft!).Model!.Metrics);

    /// <summary>The incidents, in the order of the file.</summary>
    public static ImmutableArray<Incident> Of(ImmutableArray<IncidentRecord> records)
    {
        // Incidents with the same labels share the array.
        var touched = new Dictionary<SortedLabels, ImmutableArray<SortedLabels>>();
        var incidents = ImmutableArray.CreateBuilder<Incident>(records.Length);
        foreach (var record in records)
        {
            var labels = SortedLabels.Of(record.Labels);
            if (!touched.TryGetValue(labels, out var series)) touched[labels] = series = [labels];
            incidents.Add(new Incident(record.Id, record.Kind, record.Start, record.End, record.HasEffect ? new Evidence(record.Start, record.End, series) : null)
            {
                Metrics = [.. record.Metrics.SelectMany(NamesOf).Distinct(StringComparer.Ordinal)],
            });
        }

        return incidents.MoveToImmutable();
    }

    /// <summary>The kinds that claims about incidents can name: those of the incidents, and those of the simulator.</summary>
    public static string[] KindsFor(IEnumerable<Incident> incidents) =>
        [.. AnomalyKinds.All.Select(kind => kind.Name).Concat(incidents.Select(incident => incident.Kind)).Distinct(StringComparer.Ordinal)];

    /// <summary>The metrics that claims about incidents can name: those of the incidents, and those of the simulator.</summary>
    public static string[] MetricsFor(IEnumerable<Incident> incidents) =>
        [.. s_metrics.Value.SelectMany(metric => (string[])[metric.Key, metric.Name]).Concat(incidents.SelectMany(incident => incident.Metrics)).Distinct(StringComparer.Ordinal)];

    // Claims may use the short name of a metric of the simulator.
    private static string[] NamesOf(string metric)
    {
        foreach (var known in s_metrics.Value)
            if (known.Name == metric || known.Key == metric) return [known.Key, known.Name];
        return [metric];
    }
}
