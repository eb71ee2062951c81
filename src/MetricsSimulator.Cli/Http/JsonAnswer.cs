using System.Text.Json;
using MetricsSimulator.Cli.Json;

namespace MetricsSimulator.Cli.Http;

/// <summary>Answers in JSON.</summary>
internal static class JsonAnswer
{
    /// <summary>The content type of JSON.</summary>
    public const string ContentType = "application/json";

    /// <summary>Sets the headers of an answer in JSON whose body follows.</summary>
    public static void Describe(HttpContext context)
    {
        context.Response.ContentType = ContentType;
        DoNotCache(context);
    }

    /// <summary>Answers with the JSON that a function writes.</summary>
    public static Task WriteAsync(HttpContext context, int status, string contentType, Action<Utf8JsonWriter> write)
    {
        DoNotCache(context);
        return Body.WriteAsync(context, status, contentType, JsonText.Of(write) + "\n");
    }

    // The state of this moment must not be cached.
    private static void DoNotCache(HttpContext context) => context.Response.Headers.CacheControl = "no-store";
}
