using System.Text;

namespace MetricsSimulator.Cli.Push;

/// <summary>The body of an answer, for messages.</summary>
internal static class AnswerBody
{
    private const int MostText = 200;

    /// <summary>The beginning of a body, as far as it was received.</summary>
    /// <param name="content">The body.</param>
    /// <param name="most">The most bytes.</param>
    /// <param name="cancellation">Cancels it.</param>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int most, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[most];
        var length = 0;
        try
        {
            while (length < bytes.Length && await stream.ReadAsync(bytes.AsMemory(length), cancellation) is var read and > 0) length += read;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The status has already decided the outcome.
        }

        return bytes.AsMemory(0, length);
    }

    /// <summary>The beginning of an answer's text, in one line without control characters.</summary>
    public static async Task<string> ReadTextAsync(HttpContent content, CancellationToken cancellation) =>
        LineOf(Encoding.UTF8.GetString((await ReadAsync(content, 4 * MostText, cancellation)).Span));

    /// <summary>The beginning of a text, in one line without control characters.</summary>
    public static string LineOf(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var line = string.Concat(string.Join(' ', words).Where(c => !char.IsControl(c)));
        return line.Length > MostText ? line[..MostText] + "…" : line;
    }
}
