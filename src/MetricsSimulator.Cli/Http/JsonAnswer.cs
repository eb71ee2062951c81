using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MetricsSimulator.Cli.Http;

/// <summary>Answers in JSON. Thread-safe.</summary>
internal static class JsonAnswer
{
    /// <summary>The content type of JSON.</summary>
    public const string ContentType = "application/json";

    /// <summary>How JSON is written: texts as they are, where they need no escape.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of what a function writes.</summary>
    public static string Text(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options)) write(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Answers with what a function writes.</summary>
    public static Task WriteAsync(HttpContext context, int status, string contentType, Action<Utf8JsonWriter> write)
    {
        // A state that holds now is no state to keep.
        context.Response.Headers.CacheControl = "no-store";
        return Body.WriteAsync(context, status, contentType, Text(write) + "\n");
    }
}
