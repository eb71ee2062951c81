using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Formats.Otlp;
using Microsoft.Net.Http.Headers;

namespace MetricsSimulator.Cli.Relay;

/// <summary>The body of a request of OTLP/HTTP.</summary>
/// <param name="Signal">The signal, which the path names.</param>
/// <param name="Encoding">The encoding, which the content type names.</param>
/// <param name="IsCompressed">Whether it was compressed with gzip.</param>
/// <param name="Sent">Its bytes as they were sent.</param>
/// <param name="Plain">Its bytes without compression.</param>
internal sealed record OtlpBody(OtlpSignal Signal, OtlpEncoding Encoding, bool IsCompressed, byte[] Sent, byte[] Plain)
{
    /// <summary>The most bytes of a body, before and after it is decompressed: as many as a collector accepts by default.</summary>
    public const int MaximumBytes = 20 << 20;

    /// <summary>The signal that a path names; null if it names none.</summary>
    public static OtlpSignal? SignalOf(string? path) => path switch
    {
        "/v1/metrics" => OtlpSignal.Metrics,
        "/v1/logs" => OtlpSignal.Logs,
        "/v1/traces" => OtlpSignal.Traces,
        _ => null,
    };

    /// <summary>Reads the body of a request.</summary>
    /// <param name="context">The request, which is a POST.</param>
    /// <param name="signal">The signal that its path names.</param>
    /// <returns>The body, or the reason why it is refused.</returns>
    public static async Task<(OtlpBody? Body, Problem? Problem)> ReadAsync(HttpContext context, OtlpSignal signal)
    {
        var request = context.Request;
        if (EncodingOf(request.ContentType) is not { } encoding)
            return (null, new Problem(StatusCodes.Status415UnsupportedMediaType, $"The header Content-Type must be application/x-protobuf or application/json, got '{request.ContentType}'."));
        if (CharsetOf(request.ContentType) is { } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return (null, new Problem(StatusCodes.Status415UnsupportedMediaType, $"The charset in the header Content-Type must be utf-8 or missing, got '{charset}'."));
        var coding = request.Headers.ContentEncoding.ToString();
        if (coding is not ("" or "identity" or "gzip"))
            return (null, new Problem(StatusCodes.Status415UnsupportedMediaType, $"The header Content-Encoding must be gzip or missing, got '{coding}'."));
        if (request.ContentLength > MaximumBytes) return (null, TooLarge);
        try
        {
            if (await ReadUpToAsync(request.Body, context.RequestAborted) is not { } sent) return (null, TooLarge);
            if (coding != "gzip") return (new OtlpBody(signal, encoding, IsCompressed: false, sent, sent), null);
            await using var gzip = new GZipStream(new MemoryStream(sent), CompressionMode.Decompress);
            if (await ReadUpToAsync(gzip, context.RequestAborted) is not { } plain) return (null, TooLarge);
            return HasEnd(sent, plain)
                ? (new OtlpBody(signal, encoding, IsCompressed: true, sent, plain), null)
                : (null, new Problem(StatusCodes.Status400BadRequest, "The body does not end as gzip ends: it was not sent whole, or something follows."));
        }
        catch (InvalidDataException)
        {
            return (null, new Problem(StatusCodes.Status400BadRequest, "The body is not compressed with gzip, as the header Content-Encoding says."));
        }
    }

    /// <summary>The encoding that a content type names; null if it names none.</summary>
    public static OtlpEncoding? EncodingOf(string? contentType) => !MediaTypeHeaderValue.TryParse(contentType, out var type) ? null
        : type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Json
        : type.MediaType.Equals("application/x-protobuf", StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Protobuf
        : null;

    private static string? CharsetOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && HeaderUtilities.RemoveQuotes(type.Charset) is { Length: > 0 } charset ? charset.ToString() : null;

    // .NET accepts gzip that breaks off before the checksum and the length of the text. If there are several members, they are those of the last, whose text is at the end.
    private static bool HasEnd(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> plain)
    {
        if (sent.Length < 2 * sizeof(uint)) return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(sent[^sizeof(uint)..]);
        return length <= plain.Length && Crc32.HashToUInt32(plain[^(int)length..]) == BinaryPrimitives.ReadUInt32LittleEndian(sent[^(2 * sizeof(uint))..]);
    }

    private static Problem TooLarge { get; } = new(StatusCodes.Status413PayloadTooLarge, $"A body may have at most {MaximumBytes >> 20} MiB, also after it is decompressed. Send fewer points in a request.");

    private static async Task<byte[]?> ReadUpToAsync(Stream stream, CancellationToken cancellation)
    {
        using var read = new MemoryStream();
        var piece = new byte[1 << 16];
        while (await stream.ReadAsync(piece, cancellation) is var length and > 0)
        {
            if (read.Length + length > MaximumBytes) return null;
            read.Write(piece, 0, length);
        }

        return read.ToArray();
    }
}
