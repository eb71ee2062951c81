using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Anomalies;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Json;

/// <summary>
/// The record of an anomaly in JSON: what it does, with the keys of a scenario file, and which anomaly it is. Answers, journals and <c>truth</c> contain it. A record can be
/// injected again unchanged; then only the keys of a scenario file count.
/// </summary>
internal static class AnomalyRecord
{
    private const string Id = "id";
    private const string Start = "start";
    private const string End = "end";
    private const string Touched = "touched";
    private const string Resets = "resets";

    // The fields of a record that are not keys of a scenario file.
    private static readonly ImmutableArray<string> s_ownFields = [Id, "name", Start, End, "state", "effect", Touched, Resets];

    /// <summary>Writes the record.</summary>
    /// <param name="json">The destination.</param>
    /// <param name="recorded">The anomaly.</param>
    /// <param name="tick">The current tick, which decides the state in the record; null for a record without a state.</param>
    public static void Write(Utf8JsonWriter json, RecordedAnomaly recorded, long? tick = null)
    {
        var (anomaly, name, touched, fallen) = recorded;
        json.WriteStartObject();
        json.WriteString(Id, anomaly.Id);
        AnomalyWriter.WriteProperties(anomaly.Definition, json);
        if (name is not null) json.WriteString("name", name);
        json.WriteString(Start, InstantText.Format(anomaly.Start));
        json.WriteString(End, InstantText.Format(anomaly.End));
        if (anomaly.Idleness is not null) json.WriteString("effect", "none");
        if (tick is { } now) json.WriteString("state", StateAt(anomaly, now));
        if (!touched.IsDefault) WriteTouched(json, touched);
        if (!fallen.IsDefault) WriteResets(json, recorded);
        json.WriteEndObject();
    }

    private static void WriteTouched(Utf8JsonWriter json, ImmutableArray<TouchedSession> touched)
    {
        json.WriteStartArray(Touched);
        foreach (var session in touched)
        {
            json.WriteStartObject();
            json.WriteString("developer", session.Developer);
            json.WriteString("session_id", session.Session);
            json.WriteString("first", EventRecord.TextOf(session.First));
            json.WriteString("last", EventRecord.TextOf(session.Last));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteResets(Utf8JsonWriter json, RecordedAnomaly recorded)
    {
        json.WriteStartObject(Resets);
        json.WriteNumber("count", recorded.Falls);
        json.WriteStartArray("series");
        foreach (var series in recorded.Fallen)
        {
            json.WriteStartObject();
            json.WriteString("series", series.Series);
            json.WriteNumber("count", series.Count);
            json.WriteString("first", InstantText.Format(series.First));
            json.WriteString("last", InstantText.Format(series.Last));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads the anomaly of a record. An object that is not a record may have only the keys of a scenario file.</summary>
    /// <param name="json">The object; no field may be given twice.</param>
    /// <param name="model">The model.</param>
    /// <param name="phases">The phases in which it may act. If given, an anomaly that can change nothing in them is an error.</param>
    /// <param name="id">The identifier of the record; null if the object is not a record.</param>
    public static AnomalyResult Read(JsonElement json, SimulationModel model, ImmutableArray<Phase> phases, out string? id)
    {
        id = null;
        var isRecord = json.ValueKind == JsonValueKind.Object && json.TryGetProperty(Start, out _) && json.TryGetProperty(End, out _)
            && json.TryGetProperty(Id, out var given) && given.ValueKind == JsonValueKind.String;
        if (isRecord) id = json.GetProperty(Id).GetString();
        return AnomalyReader.Read(json, model.Metrics, model.Sources, isRecord ? s_ownFields : [], phases);
    }

    /// <summary>The state of an anomaly at a tick: <c>planned</c>, <c>active</c>, <c>past</c>, or <c>cancelled</c> if it was ended before it began.</summary>
    public static string StateAt(Anomaly anomaly, long tick) =>
        anomaly.IsCancelled ? "cancelled" : anomaly.EndTick <= tick ? "past" : anomaly.IsActiveAt(tick) ? "active" : "planned";
}
