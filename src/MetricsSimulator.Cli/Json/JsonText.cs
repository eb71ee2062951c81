using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MetricsSimulator.Cli.Json;

/// <summary>Writes JSON as this program does everywhere.</summary>
internal static class JsonText
{
    /// <summary>The options of every writer: a text is escaped only where JSON requires it.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text that a function writes.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options)) write(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
