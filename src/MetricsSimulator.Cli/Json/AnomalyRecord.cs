using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Anomalies;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Json;

/// <summary>
/// The record of an anomaly in JSON: what it is, in the keys of a scenario file, and which one it is. Answers, journals and <c>truth</c> hold it. It can be
/// injected as it stands; then only what it is counts.
/// </summary>
internal static class AnomalyRecord
{
    private const string Id = "id";
    private const string Start = "start";
    private const string End = "end";

    // What a record says besides the keys of a scenario file.
    private static readonly ImmutableArray<string> s_ownFields = [Id, "name", Start, End, "state", "effect"];

    /// <summary>Writes the record.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="anomaly">The anomaly.</param>
    /// <param name="name">The name under which Prometheus knows the metric; null when it acts on none.</param>
    /// <param name="tick">The tick that holds now, for the record to say how it stands to it; null for a record without time.</param>
    public static void Write(Utf8JsonWriter json, Anomaly anomaly, string? name, long? tick = null)
    {
        json.WriteStartObject();
        json.WriteString(Id, anomaly.Id);
        AnomalyWriter.WriteProperties(anomaly.Definition, json);
        if (name is not null) json.WriteString("name", name);
        json.WriteString(Start, InstantText.Format(anomaly.Start));
        json.WriteString(End, InstantText.Format(anomaly.End));
        if (anomaly.Idleness is not null) json.WriteString("effect", "none");
        if (tick is { } now) json.WriteString("state", StateAt(anomaly, now));
        json.WriteEndObject();
    }

    /// <summary>Reads what the anomaly of a record is. An object that is no record must have the keys of a scenario file alone.</summary>
    /// <param name="json">The object; no field of it given twice.</param>
    /// <param name="metrics">The metrics of the model.</param>
    /// <param name="phases">The phases in which it may act, so that one that can change nothing is an error; default not to ask.</param>
    /// <param name="id">The identifier of the record; null when it is none.</param>
    public static AnomalyResult Read(JsonElement json, ImmutableArray<MetricDefinition> metrics, ImmutableArray<Phase> phases, out string? id)
    {
        id = null;
        var isRecord = json.ValueKind == JsonValueKind.Object && json.TryGetProperty(Start, out _) && json.TryGetProperty(End, out _)
            && json.TryGetProperty(Id, out var given) && given.ValueKind == JsonValueKind.String;
        if (isRecord) id = json.GetProperty(Id).GetString();
        return AnomalyReader.Read(json, metrics, isRecord ? s_ownFields : [], phases);
    }

    /// <summary>How an anomaly stands to a tick: <c>planned</c>, <c>active</c>, <c>past</c>, or <c>cancelled</c> when it was ended before it began.</summary>
    public static string StateAt(Anomaly anomaly, long tick) =>
        anomaly.IsCancelled ? "cancelled" : anomaly.EndTick <= tick ? "past" : anomaly.IsActiveAt(tick) ? "active" : "planned";
}
