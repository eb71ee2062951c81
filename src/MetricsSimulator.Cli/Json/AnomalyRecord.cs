using System.Text.Json;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Json;

/// <summary>How an anomaly of a run is told in JSON; what it has not is null. Thread-safe.</summary>
internal static class AnomalyRecord
{
    /// <summary>Writes the record.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="anomaly">The anomaly.</param>
    /// <param name="model">The model whose metric it acts on.</param>
    /// <param name="tick">The tick that holds now, for the record to say how it stands to it; null for a record without time.</param>
    public static void Write(Utf8JsonWriter json, Anomaly anomaly, SimulationModel model, long? tick = null)
    {
        var definition = anomaly.Definition;
        json.WriteStartObject();
        json.WriteString("id", anomaly.Id);
        json.WriteString("kind", definition.Kind.Name);
        json.WriteString("metric", definition.Metric);
        json.WriteString("name", model.Metrics.FirstOrDefault(metric => metric.Key == definition.Metric)?.Name);
        json.WriteString("matchers", definition.Matchers.Conditions.IsEmpty ? null : definition.Matchers.ToString());
        json.WriteString("onset", definition.Onset == TimeSpan.Zero ? null : DurationText.Format(definition.Onset));
        json.WriteString("start", InstantText.Format(anomaly.Start));
        json.WriteString("end", InstantText.Format(anomaly.End));
        if (definition.Kind.MagnitudeMeaning is null) json.WriteNull("magnitude");
        else json.WriteNumber("magnitude", definition.Magnitude);
        json.WriteString("effect", anomaly.Idleness is null ? null : "none");
        json.WriteStartObject("parameters");
        if (definition.Label is not null) json.WriteString("label", definition.Label);
        json.WriteEndObject();
        if (tick is { } now) json.WriteString("state", StateAt(anomaly, now));
        json.WriteEndObject();
    }

    /// <summary>How an anomaly stands to a tick: <c>planned</c>, <c>active</c> or <c>past</c>, or <c>cancelled</c> when it was ended before it began.</summary>
    public static string StateAt(Anomaly anomaly, long tick) =>
        anomaly.IsCancelled ? "cancelled" : anomaly.EndTick <= tick ? "past" : anomaly.IsActiveAt(tick) ? "active" : "planned";
}
