using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>Writes nodes as JSON: the same tree as <see cref="YamlText"/>, with numbers, true and false as JSON has them.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A document that ends with a line feed.</summary>
    public static string Document(Node root)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, s_options)) Write(root, json);
        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    /// <summary>Writes a value.</summary>
    public static void Write(Node node, Utf8JsonWriter json)
    {
        switch (node)
        {
            case ScalarNode scalar:
                WriteScalar(scalar, json);
                break;
            case ListNode list:
                json.WriteStartArray();
                foreach (var item in list.Items) Write(item, json);
                json.WriteEndArray();
                break;
            case MapNode map:
                json.WriteStartObject();
                foreach (var entry in map.Entries)
                {
                    json.WritePropertyName(entry.Name);
                    Write(entry.Value, json);
                }

                json.WriteEndObject();
                break;
        }
    }

    private static void WriteScalar(ScalarNode scalar, Utf8JsonWriter json)
    {
        // JSON has no infinity; as a text it is read back all the same.
        if (!scalar.IsPlain || scalar.Text.Contains("inf", StringComparison.Ordinal)) json.WriteStringValue(scalar.Text);
        else json.WriteRawValue(scalar.Text);
    }
}
