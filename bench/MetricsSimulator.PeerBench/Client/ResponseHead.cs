using System.Globalization;

namespace MetricsSimulator.PeerBench.Client;

/// <summary>The status line and the headers that say where a body ends.</summary>
internal sealed record ResponseHead(int Status, long? ContentLength, bool IsChunked, bool IsGzip, bool ClosesConnection)
{
    /// <summary>The length of the head with its empty line, or -1 if the head is not complete.</summary>
    public static int LengthIn(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        return end < 0 ? -1 : end + 4;
    }

    public static ResponseHead Parse(string text)
    {
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        if (!lines[0].StartsWith("HTTP/1.1 ", StringComparison.Ordinal)
            || !int.TryParse(lines[0].AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            throw new BenchmarkException($"not an HTTP/1.1 answer: {lines[0]}");
        var length = Header(lines, "Content-Length");
        var head = new ResponseHead(
            status,
            length is null ? null : long.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture),
            Is(Header(lines, "Transfer-Encoding"), "chunked"),
            Is(Header(lines, "Content-Encoding"), "gzip"),
            Is(Header(lines, "Connection"), "close"));
        if (head.ContentLength is null && !head.IsChunked)
            throw new BenchmarkException("an answer with neither Content-Length nor chunks cannot be timed to its last byte");
        return head;
    }

    private static bool Is(string? value, string expected) => string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);

    private static string? Header(string[] lines, string name)
    {
        foreach (var line in lines)
        {
            if (line.StartsWith(name, StringComparison.OrdinalIgnoreCase) && line.Length > name.Length && line[name.Length] == ':')
                return line[(name.Length + 1)..].Trim();
        }
        return null;
    }
}
