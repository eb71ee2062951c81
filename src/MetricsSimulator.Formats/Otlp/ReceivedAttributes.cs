using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MetricsSimulator.Events;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>Reads attributes from messages.</summary>
internal static class ReceivedAttributes
{
    // Up to here, comparing each name with each takes less than hashing them.
    private const int MostCompared = 16;

    /// <summary>Reads the attributes in a field. The value of a list, a map or bytes is its text in JSON.</summary>
    /// <param name="message">The message.</param>
    /// <param name="field">The field with the attributes.</param>
    /// <param name="place">The place of the message.</param>
    /// <exception cref="OtlpFormatException">Two attributes have the same name.</exception>
    public static ImmutableArray<EventAttribute> Read(OtlpMessage message, OtlpField field, OtlpPlace place)
    {
        var values = message.Values(field);
        var attributes = ImmutableArray.CreateBuilder<EventAttribute>(values.Count);
        var names = values.Count > MostCompared ? new HashSet<string>(values.Count, StringComparer.Ordinal) : null;
        foreach (OtlpMessage pair in values)
        {
            var name = pair.Text(OtlpCommon.KeyValue.Key);
            if (names is null ? Has(attributes, name) : !names.Add(name)) throw place.Error($"{field.Name} must not have '{name}' twice");
            attributes.Add(new EventAttribute(name, ValueOf(pair.Message(OtlpCommon.KeyValue.Value))));
        }

        return attributes.MoveToImmutable();
    }

    /// <summary>A value as text.</summary>
    public static string TextOf(OtlpMessage value) => Convert.ToString(ValueOf(value), CultureInfo.InvariantCulture)!;

    private static bool Has(ImmutableArray<EventAttribute>.Builder attributes, string name)
    {
        foreach (var attribute in attributes)
            if (attribute.Name == name) return true;
        return false;
    }

    private static object ValueOf(OtlpMessage value)
    {
        var given = value.Alternative();
        return given < 0 ? "" : value.At(given) is var found and (string or bool or long or double) ? found : Json(value);
    }

    private static string Json(OtlpMessage value)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, OtlpMessageJson.Options)) OtlpMessageJson.Write(json, value);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
