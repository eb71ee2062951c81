using System.Text.Json;
using MetricsSimulator.Cli.Json;
using Microsoft.Net.Http.Headers;

namespace MetricsSimulator.Cli.Http;

/// <summary>Reads the JSON object in the body of a request. It limits the size and checks the content type.</summary>
internal static class RequestBody
{
    /// <summary>The most bytes of a body, unless the reader allows more.</summary>
    public const int MaximumBytes = 1 << 16;

    /// <summary>Reads the body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maximumBytes">The most bytes that it may have.</param>
    /// <param name="otherType">Another content type that it may have; null for only <c>application/json</c>.</param>
    /// <returns>The JSON object, which the caller must dispose, or the reason why the body is refused.</returns>
    public static async Task<(JsonDocument? Object, Problem? Problem)> ReadAsync(HttpContext context, int maximumBytes = MaximumBytes, string? otherType = null)
    {
        var request = context.Request;
        if (!Is(JsonAnswer.ContentType, request.ContentType) && (otherType is null || !Is(otherType, request.ContentType)))
        {
            var allowed = otherType is null ? JsonAnswer.ContentType : $"{otherType} or {JsonAnswer.ContentType}";
            return (null, new Problem(StatusCodes.Status415UnsupportedMediaType, $"The header Content-Type must be {allowed}, got '{request.ContentType}'."));
        }

        if (request.ContentLength > maximumBytes) return (null, TooLarge(maximumBytes));
        var bytes = new byte[(request.ContentLength ?? maximumBytes) + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > maximumBytes) return (null, TooLarge(maximumBytes));
        var read = JsonObjectReader.Read(bytes.AsMemory(0, length), out var error);
        if (error is { Field.Length: 0 }) error = error with { Message = "the body " + error.Message, Explanation = """Send one JSON object in UTF-8, such as {"name": "value"}, with its fields in double quotes.""" };
        return (read, error is null ? null : Problem.OfFields([error]));
    }

    private static Problem TooLarge(int maximumBytes) => new(StatusCodes.Status413PayloadTooLarge, $"A body may have at most {maximumBytes} bytes.");

    private static bool Is(string expected, string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(expected, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
