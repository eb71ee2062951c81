using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Model;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>
/// Reads an anomaly that begins at once, from JSON with the keys of a scenario file, without those that give a time: the inverse of
/// <see cref="AnomalyWriter"/>. Thread-safe.
/// </summary>
public static class AnomalyReader
{
    /// <summary>Reads a JSON object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="metrics">The metrics of the model.</param>
    /// <param name="sources">Its other sources.</param>
    /// <param name="ignored">The names of properties to ignore.</param>
    /// <param name="phases">The phases in which it may act. If given, an anomaly that can change nothing in them is an error.</param>
    public static AnomalyResult Read(
        JsonElement json, ImmutableArray<MetricDefinition> metrics, ImmutableArray<SourceDefinition> sources, ImmutableArray<string> ignored, ImmutableArray<Phase> phases = default)
    {
        if (json.ValueKind != JsonValueKind.Object) return new AnomalyResult(null, [new FieldError("", "must be a JSON object")]);
        var errors = new ErrorList();
        var block = (MapNode)JsonNodes.Of(json, "", errors);
        block = new MapNode(default, block.Entries.RemoveAll(entry => ignored.Contains(entry.Name, StringComparer.Ordinal)));
        var reader = new AnomalyBlockReader(metrics, sources, TimeSpan.Zero);
        var definition = reader.ReadInjected(Cursor.Root(block, errors));
        if (errors.Count == 0 && !phases.IsDefault)
        {
            reader.CheckEffects(phases);
            reader.CheckCautions();
        }

        return definition is not null && errors.Count == 0
            ? new AnomalyResult(definition, [])
            : new AnomalyResult(null, [.. errors.ToSorted().Select(Field)]);
    }

    // An error in a file has a place; an error in a request has only the name of the field. In one sentence after the other, the meaning of a key would not say what it is about.
    private static FieldError Field(ConfigurationError error)
    {
        var explanation = AnomalyKeys.Table.Keys.Any(key => key.Explanation == error.Explanation) ? null : error.Explanation;
        return error.Missing is { } missing
            ? new FieldError(Cursor.Below(error.Path, missing.Key), $"must be given{(missing.Choice is null ? "" : $": {missing.Choice}")}", explanation)
            : new FieldError(error.Path, error.Message, explanation);
    }
}
