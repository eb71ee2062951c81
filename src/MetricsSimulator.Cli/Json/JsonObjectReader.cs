using System.Text.Json;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Json;

/// <summary>Reads a text that must be one JSON object, such as the body of a request or a line of a journal.</summary>
internal static class JsonObjectReader
{
    private const int MaximumDepth = 32;

    /// <summary>Reads an object. It refuses invalid strings, and objects that have a name twice.</summary>
    /// <param name="text">The text in UTF-8. It must not change while the document is in use.</param>
    /// <param name="error">Why the text is refused; null if it is accepted.</param>
    /// <returns>The document, which the caller must dispose; null if the text is refused.</returns>
    public static JsonDocument? Read(ReadOnlyMemory<byte> text, out FieldError? error)
    {
        error = Error(text.Span);
        return error is null ? JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaximumDepth }) : null;
    }

    // JsonDocument can look for duplicates too, but does not tell the name.
    private static FieldError? Error(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaximumDepth });
        // For each object that is open: the names in it so far, and the last of them.
        var open = new List<(HashSet<string> Names, string Last)>();
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return new FieldError("", "must be one JSON object");
            open.Add((new(StringComparer.Ordinal), ""));
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartObject) open.Add((new(StringComparer.Ordinal), ""));
                if (reader.TokenType == JsonTokenType.EndObject) open.RemoveAt(open.Count - 1);
                if (reader.TokenType is JsonTokenType.String) reader.GetString();
                if (reader.TokenType != JsonTokenType.PropertyName) continue;
                var name = reader.GetString()!;
                open[^1] = open[^1] with { Last = name };
                if (!open[^1].Names.Add(name)) return new FieldError(string.Join('.', open.Select(each => each.Last)), "the field is given twice");
            }

            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The published executable does not contain the framework's messages, so report only the place.
            return new FieldError("", exception is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
                ? $"must be JSON; it breaks at byte {column + 1}{(line == 0 ? "" : $" of line {line + 1}")}"
                : "must be JSON in UTF-8");
        }
    }
}
