using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Anomalies;
using MetricsSimulator.Configuration.Errors;
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

    /// <summary>Reads the anomaly of a record. An object that is not a record may have only the keys of a scenario file, and a start.</summary>
    /// <param name="json">The object; no field may be given twice.</param>
    /// <param name="model">The model.</param>
    /// <param name="phases">The phases in which it may act. If given, an anomaly that can change nothing in them is an error.</param>
    /// <param name="id">The identifier of the record; null if the object is not a record.</param>
    public static AnomalyResult Read(JsonElement json, SimulationModel model, ImmutableArray<Phase> phases, out string? id)
    {
        var isRecord = IsRecord(json);
        id = isRecord ? json.GetProperty(Id).GetString() : null;
        return AnomalyReader.Read(json, model.Metrics, model.Sources, isRecord ? s_ownFields : [Start], phases);
    }

    /// <summary>Whether an object is a record, and not only the keys of a scenario file, with or without a start.</summary>
    public static bool IsRecord(JsonElement json) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(Start, out _) && json.TryGetProperty(End, out _)
        && json.TryGetProperty(Id, out var given) && given.ValueKind == JsonValueKind.String;

    /// <summary>The start of the window; null if the object has none, or after an error.</summary>
    /// <param name="json">A record, or the keys of a scenario file with a start.</param>
    /// <param name="error">Why the start is wrong; null if it is not.</param>
    public static DateTimeOffset? StartOf(JsonElement json, out FieldError? error)
    {
        error = null;
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(Start, out var given) || given.ValueKind == JsonValueKind.Null) return null;
        if (given.ValueKind == JsonValueKind.String && InstantText.TryParse(given.GetString()!, out var start)) return start;
        error = WrongStart($"must be {InstantText.Expected}", given.ValueKind == JsonValueKind.String ? $"'{given.GetString()}'" : given.GetRawText());
        return null;
    }

    /// <summary>An error in the start of the window.</summary>
    /// <param name="rule">What is allowed.</param>
    /// <param name="found">What was given.</param>
    public static FieldError WrongStart(string rule, string found) => new(Start, $"{rule}, got {found}");

    /// <summary>The state of an anomaly at a tick: <c>planned</c>, <c>active</c>, <c>past</c>, or <c>cancelled</c> if it was ended before it began.</summary>
    public static string StateAt(Anomaly anomaly, long tick) =>
        anomaly.IsCancelled ? "cancelled" : anomaly.EndTick <= tick ? "past" : anomaly.IsActiveAt(tick) ? "active" : "planned";
}
