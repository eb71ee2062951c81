using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Cli.Lab;

/// <summary>A sample as the logging proxy of the telemetry lab writes it: its payload as JSON, and a line of Prometheus without escapes.</summary>
internal static class ProxyLine
{
    /// <summary>The two lines, each with its end.</summary>
    /// <param name="name">The name of the series.</param>
    /// <param name="labels">Its labels, in their order.</param>
    /// <param name="value">The value.</param>
    /// <param name="tick">The tick.</param>
    /// <param name="instant">The instant of the tick, in UTC.</param>
    public static string Of(string name, IReadOnlyList<KeyValuePair<string, string>> labels, double value, long tick, DateTimeOffset instant)
    {
        var prometheus = Prometheus(name, labels, value, instant);
        return $"METRIC_JSON: {JsonText.Of(json => WritePayload(json, name, labels, value, tick, instant, prometheus))}\nMETRIC_PROMETHEUS: {prometheus}\n";
    }

    private static string Prometheus(string name, IReadOnlyList<KeyValuePair<string, string>> labels, double value, DateTimeOffset instant)
    {
        var pairs = string.Join(',', labels.Select(label => $"{label.Key}=\"{label.Value}\""));
        return string.Create(CultureInfo.InvariantCulture, $"{name}{(pairs.Length > 0 ? "{" + pairs + "}" : "")} {GoFloat.Spell(value)} {instant.ToUnixTimeMilliseconds()}");
    }

    private static void WritePayload(
        Utf8JsonWriter json, string name, IReadOnlyList<KeyValuePair<string, string>> labels, double value, long tick, DateTimeOffset instant, string prometheus)
    {
        json.WriteStartObject();
        json.WriteString("metric_name", name);
        json.WritePropertyName("value");
        // JSON has no other numbers.
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteNullValue();
        json.WriteStartObject("labels");
        foreach (var (label, text) in labels) json.WriteString(label, text);
        json.WriteEndObject();
        json.WriteStartObject("metadata");
        json.WriteNumber("tick", tick);
        json.WriteEndObject();
        json.WriteNumber("timestamp", instant.ToUnixTimeMilliseconds() / 1000.0);
        json.WriteString("iso_timestamp", instant.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture));
        var errors = MetricContract.Errors(name, labels, value);
        json.WriteStartObject("validation");
        json.WriteBoolean("valid", errors.IsEmpty);
        WriteTexts(json, "errors", errors);
        WriteTexts(json, "warnings", MetricContract.Warnings(name, value));
        json.WriteString("metric_name", name);
        json.WriteEndObject();
        json.WriteString("prometheus_format", prometheus);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
