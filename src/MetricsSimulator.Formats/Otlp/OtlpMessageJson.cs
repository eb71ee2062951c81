using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>Writes messages of OTLP that were read, from whichever encoding, as JSON: without fields that have their default value, as a collector does.</summary>
internal static class OtlpMessageJson
{
    /// <summary>The options of a writer that escapes a text only where JSON requires it.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a message.</summary>
    public static void Write(Utf8JsonWriter json, OtlpMessage message)
    {
        json.WriteStartObject();
        for (var index = 0; index < message.Type.Fields.Length; index++)
        {
            if (message.At(index) is not { } value) continue;
            var field = message.Type.Fields[index];
            if (value is List<object> values)
            {
                json.WriteStartArray(field.Name);
                foreach (var each in values) WriteValue(json, field.Kind, each);
                json.WriteEndArray();
            }
            else if (field.HasPresence || !IsDefault(value))
            {
                json.WritePropertyName(field.Name);
                WriteValue(json, field.Kind, value);
            }
        }

        json.WriteEndObject();
    }

    private static bool IsDefault(object value) => value switch
    {
        string text => text.Length == 0,
        bool flag => !flag,
        long number => number == 0,
        ulong number => number == 0,
        // A negative zero is another value.
        double number => BitConverter.DoubleToInt64Bits(number) == 0,
        byte[] bytes => bytes.Length == 0,
        _ => false,
    };

    private static void WriteValue(Utf8JsonWriter json, OtlpKind kind, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long number when kind is OtlpKind.Int32 or OtlpKind.SInt32:
                json.WriteNumberValue(number);
                break;
            case ulong number when kind is OtlpKind.UInt32 or OtlpKind.Fixed32:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
                break;
            case byte[] bytes when kind == OtlpKind.Identifier:
                json.WriteStringValue(Convert.ToHexStringLower(bytes));
                break;
            case byte[] bytes:
                json.WriteBase64StringValue(bytes);
                break;
            case OtlpMessage message:
                Write(json, message);
                break;
            default:
                // The rest are whole numbers of 64 bits.
                json.WriteStringValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
        }
    }
}
