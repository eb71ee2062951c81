using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Events;

namespace MetricsSimulator.Cli.Json;

/// <summary>An event in JSON: when it happened, its name, and its attributes with their types.</summary>
internal static class EventRecord
{
    /// <summary>Writes the record.</summary>
    public static void Write(Utf8JsonWriter json, SimulatedEvent happened)
    {
        json.WriteStartObject();
        json.WriteString("timestamp", TextOf(happened.Instant));
        json.WriteString("name", happened.Name);
        json.WriteStartObject("attributes");
        foreach (var (name, value) in happened.Attributes)
        {
            switch (value)
            {
                case long number:
                    json.WriteNumber(name, number);
                    break;
                case double number:
                    json.WriteNumber(name, number);
                    break;
                case bool flag:
                    json.WriteBoolean(name, flag);
                    break;
                default:
                    json.WriteString(name, (string)value);
                    break;
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The text of an instant: RFC 3339 with three digits after the point, so that texts sort as instants do.</summary>
    public static string TextOf(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
