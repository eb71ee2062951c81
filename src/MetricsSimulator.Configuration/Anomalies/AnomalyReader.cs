using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>
/// Reads an anomaly that begins at once, in JSON with the keys of a scenario file but for those that say when: the inverse of
/// <see cref="AnomalyWriter"/>. Thread-safe.
/// </summary>
public static class AnomalyReader
{
    /// <summary>Reads a JSON text; one that is not JSON, or gives a field twice, is an error like any other.</summary>
    /// <param name="json">The text in UTF-8.</param>
    /// <param name="metrics">The metrics of the model.</param>
    public static AnomalyResult Read(ReadOnlyMemory<byte> json, ImmutableArray<MetricDefinition> metrics)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(document.RootElement, metrics);
        }
        catch (JsonException exception)
        {
            return new AnomalyResult(null, [new FieldError("", $"not valid JSON: {exception.Message.TrimEnd('.')}")]);
        }
    }

    /// <summary>Reads a JSON object.</summary>
    /// <param name="json">The object; no field of it given twice.</param>
    /// <param name="metrics">The metrics of the model.</param>
    public static AnomalyResult Read(JsonElement json, ImmutableArray<MetricDefinition> metrics)
    {
        if (json.ValueKind != JsonValueKind.Object) return new AnomalyResult(null, [new FieldError("", "must be a JSON object")]);
        var errors = new ErrorList();
        var definition = new AnomalyBlockReader(metrics, TimeSpan.Zero).ReadInjected(Cursor.Root(JsonNodes.Of(json), errors));
        return definition is not null && errors.Count == 0
            ? new AnomalyResult(definition, [])
            : new AnomalyResult(null, [.. errors.ToSorted().Select(error => new FieldError(error.Path, error.Message, error.Explanation))]);
    }
}
