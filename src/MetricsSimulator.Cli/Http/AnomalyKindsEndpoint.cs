using System.Text.Json;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/anomaly-kinds</c>: the kinds of anomalies, the meaning of their magnitudes, and the metrics of the run on which they can act.</summary>
internal sealed class AnomalyKindsEndpoint(LiveRun live)
{
    /// <summary>GET.</summary>
    public Task ListAsync(HttpContext context) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonAnswer.ContentType, json =>
    {
        var model = live.Run.Model;
        json.WriteStartObject();
        json.WriteStartArray("kinds");
        foreach (var kind in AnomalyKinds.All) Write(json, kind, model);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, AnomalyKind kind, SimulationModel model)
    {
        json.WriteStartObject();
        json.WriteString("kind", kind.Name);
        json.WriteString("summary", kind.Summary);
        var metrics = model.Metrics.Where(metric => kind.SuitsMetric(metric) && new AnomalyDefinition(kind, metric.Key, TimeSpan.FromSeconds(1)).ViolationWith(model.Metrics, model.Sources, model.Scenario.Phases) is null).ToList();
        var actsOnWorkload = model.Sources.Any(source => kind.Suits(source.Target) && new AnomalyDefinition(kind, null, TimeSpan.FromSeconds(1)) is var anomaly
            && source.Violation(anomaly) is null && source.Caution(anomaly) is null);
        json.WriteBoolean("fits", kind.IsOfEndpoint || actsOnWorkload || metrics.Count > 0);
        json.WriteBoolean("endpoint", kind.IsOfEndpoint);
        json.WriteBoolean("workload", actsOnWorkload);
        json.WriteStartArray("metrics");
        foreach (var metric in metrics) json.WriteStringValue(metric.Key);
        json.WriteEndArray();
        json.WriteBoolean("onset", kind.HasOnset);
        json.WriteBoolean("label", kind.HasLabel);
        json.WritePropertyName("magnitude");
        Write(json, kind.Magnitude);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AnomalyMagnitude? magnitude)
    {
        if (magnitude is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("meaning", magnitude.Meaning);
        json.WriteString("range", magnitude.Range);
        json.WriteNumber("default", magnitude.Default);
        json.WriteNumber("least", magnitude.Least);
        json.WriteBoolean("above_least", magnitude.IsAboveLeast);
        json.WriteNumber("most", magnitude.Most);
        json.WriteBoolean("below_most", magnitude.IsBelowMost);
        json.WriteBoolean("whole", magnitude.IsWhole);
        if (magnitude.Neutral is { } neutral) json.WriteNumber("neutral", neutral);
        json.WriteEndObject();
    }
}
