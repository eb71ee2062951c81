using System.Text.Json;
using MetricsSimulator.Cli.Json;

namespace MetricsSimulator.Cli.Http;

/// <summary>Answers in JSON.</summary>
internal static class JsonAnswer
{
    /// <summary>The content type of JSON.</summary>
    public const string ContentType = "application/json";

    /// <summary>Answers with the JSON that a function writes.</summary>
    public static Task WriteAsync(HttpContext context, int status, string contentType, Action<Utf8JsonWriter> write)
    {
        // The state of this moment must not be cached.
        context.Response.Headers.CacheControl = "no-store";
        return Body.WriteAsync(context, status, contentType, JsonText.Of(write) + "\n");
    }
}
