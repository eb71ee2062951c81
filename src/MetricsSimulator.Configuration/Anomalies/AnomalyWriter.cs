using System.Text.Json;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>Writes anomalies as JSON, in the keys of a scenario file; see <see cref="AnomalyReader"/>.</summary>
public static class AnomalyWriter
{
    /// <summary>Writes an object.</summary>
    /// <param name="anomaly">The anomaly.</param>
    /// <param name="json">The destination.</param>
    public static void Write(AnomalyDefinition anomaly, Utf8JsonWriter json) => JsonText.Write(AnomalyKeys.Table.Write(new PlacedAnomaly(anomaly)), json);

    /// <summary>
    /// Writes the properties into an object that has already been started: kind, metric, matchers, duration, onset, magnitude and so on, and <c>then</c>,
    /// without the time at which the anomaly begins.
    /// </summary>
    /// <param name="anomaly">The anomaly.</param>
    /// <param name="json">The destination.</param>
    public static void WriteProperties(AnomalyDefinition anomaly, Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        foreach (var entry in AnomalyKeys.Table.Write(new PlacedAnomaly(anomaly, HasTiming: false)).Entries)
        {
            json.WritePropertyName(entry.Name);
            JsonText.Write(entry.Value, json);
        }
    }
}
