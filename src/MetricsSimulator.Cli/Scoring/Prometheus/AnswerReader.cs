using System.Text.Json;

namespace MetricsSimulator.Cli.Scoring.Prometheus;

/// <summary>Reads an answer of Prometheus's API while it comes, with one token at a time in memory. For one answer.</summary>
/// <remarks>Source: prometheus/prometheus, docs/querying/api.md, "Format overview".</remarks>
internal abstract class AnswerReader
{
    // A label may be long, but no text of a Prometheus is.
    private const int LongestToken = 1 << 24;

    // The depth of "status" and "data".
    private const int Answer = 1;

    private string? _ofAnswer;
    private string? _status;
    private string _kind = "";
    private string _message = "";
    private JsonTokenType _data;

    /// <summary>Reads the answer to its end.</summary>
    /// <returns>The error that the answer is; null if it is none.</returns>
    /// <exception cref="JsonException">It is not JSON, or ends early.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<QueryError?> ReadAsync(Stream body, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        var state = default(JsonReaderState);
        var filled = 0;
        while (true)
        {
            var read = await body.ReadAsync(buffer.AsMemory(filled), cancellation);
            filled += read;
            var used = Parse(buffer.AsSpan(0, filled), read == 0, ref state);
            if (read == 0 && _status is null) throw new JsonException("it has no status.");
            if (read == 0 && _status != "success") return new QueryError(_kind, _message);
            if (read == 0) return _data == Data ? null : throw new JsonException($"its data is {Spelled(_data)}, and should be {Spelled(Data)}.");
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
            if (filled < buffer.Length) continue;
            if (filled >= LongestToken) throw new JsonException("a text in it has more than 16 MiB.");
            Array.Resize(ref buffer, 2 * buffer.Length);
        }
    }

    /// <summary>The first token of <c>data</c> in an answer that is no error.</summary>
    protected abstract JsonTokenType Data { get; }

    /// <summary>Takes a token below <c>data</c>.</summary>
    protected abstract void Take(ref Utf8JsonReader json);

    private static string Spelled(JsonTokenType first) => first switch
    {
        JsonTokenType.None => "missing",
        JsonTokenType.Null => "null",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.StartObject => "an object",
        _ => "a single value",
    };

    private int Parse(ReadOnlySpan<byte> bytes, bool isEnd, ref JsonReaderState state)
    {
        var json = new Utf8JsonReader(bytes, isEnd, state);
        while (json.Read())
        {
            if (json.CurrentDepth > Answer) Take(ref json);
            else if (_ofAnswer == "data" && _data == JsonTokenType.None && json.TokenType != JsonTokenType.PropertyName) _data = json.TokenType;
            else if (json.TokenType == JsonTokenType.PropertyName) _ofAnswer = json.GetString();
            else if (json.TokenType == JsonTokenType.String) TakeOfAnswer(json.GetString()!);
        }

        state = json.CurrentState;
        return (int)json.BytesConsumed;
    }

    private void TakeOfAnswer(string text)
    {
        if (_ofAnswer == "status") _status = text;
        else if (_ofAnswer == "errorType") _kind = text;
        else if (_ofAnswer == "error") _message = text;
    }
}
