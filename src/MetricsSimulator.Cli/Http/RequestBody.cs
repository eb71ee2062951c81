using System.Text;
using System.Text.Json;
using MetricsSimulator.Configuration.Errors;
using Microsoft.Net.Http.Headers;

namespace MetricsSimulator.Cli.Http;

/// <summary>Reads the JSON object that a request brings: so much, so typed, and nothing else. Thread-safe.</summary>
internal static class RequestBody
{
    /// <summary>The most bytes of a body.</summary>
    public const int MaximumBytes = 1 << 16;

    private const int MaximumDepth = 32;

    /// <summary>Reads the body.</summary>
    /// <returns>The text of one JSON object in which no name is given twice; or the reason why it is refused.</returns>
    public static async Task<(string? Text, Problem? Problem)> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsJson(request.ContentType))
        {
            return (null, new Problem(StatusCodes.Status415UnsupportedMediaType, $"The header Content-Type must be application/json, got '{request.ContentType}'."));
        }

        if (request.ContentLength > MaximumBytes) return (null, TooLarge());
        var bytes = new byte[MaximumBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > MaximumBytes) return (null, TooLarge());
        return Violation(bytes.AsSpan(0, length)) is { } error
            ? (null, Problem.OfFields([error]))
            : (Encoding.UTF8.GetString(bytes, 0, length), null);
    }

    private static Problem TooLarge() => new(StatusCodes.Status413PayloadTooLarge, $"A body may have {MaximumBytes} bytes at most.");

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static FieldError? Violation(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaximumDepth });
        var names = new Stack<HashSet<string>>();
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return new FieldError("", "the body must be a JSON object");
            names.Push(new(StringComparer.Ordinal));
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartObject) names.Push(new(StringComparer.Ordinal));
                if (reader.TokenType == JsonTokenType.EndObject) names.Pop();
                if (reader.TokenType is JsonTokenType.String) reader.GetString();
                if (reader.TokenType != JsonTokenType.PropertyName) continue;
                var name = reader.GetString()!;
                if (!names.Peek().Add(name)) return new FieldError(name, "the field is given twice");
            }

            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The texts of the framework are left out of a native executable; the place is what helps.
            return new FieldError("", exception is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
                ? $"the body must be JSON; line {line + 1} breaks it at byte {column + 1}"
                : "the body must be JSON in UTF-8");
        }
    }
}
