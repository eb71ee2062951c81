using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>One call of gRPC over HTTP/2, with one message in each direction.</summary>
/// <remarks>Sources: grpc.io, "gRPC over HTTP2"; OTLP specification 1.x, section "OTLP/gRPC Response".</remarks>
internal static class Grpc
{
    /// <summary>The type of requests and answers.</summary>
    public const string ContentType = "application/grpc";

    /// <summary>The number of bytes before a message: whether it is compressed, and its length.</summary>
    public const int HeadLength = 1 + sizeof(int);

    private static readonly string[] s_names =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED",
        "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
    ];

    /// <summary>A message with its head.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> message, bool isCompressed)
    {
        var frame = new byte[HeadLength + message.Length];
        WriteHead(frame, message.Length, isCompressed);
        message.CopyTo(frame.AsSpan(HeadLength));
        return frame;
    }

    /// <summary>Writes what is before a message.</summary>
    public static void WriteHead(Span<byte> head, int length, bool isCompressed)
    {
        head[0] = isCompressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], length);
    }

    /// <summary>Makes a request a call.</summary>
    public static void Prepare(HttpRequestMessage request, TimeSpan timeout, bool isCompressed)
    {
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.Add("grpc-timeout", string.Create(CultureInfo.InvariantCulture, $"{Math.Min(99_999_999, (long)Math.Ceiling(timeout.TotalMilliseconds))}m"));
        if (isCompressed) request.Headers.Add("grpc-encoding", "gzip");
    }

    /// <summary>Reads the answer to a call.</summary>
    /// <param name="signal">What was sent.</param>
    /// <param name="response">The answer; its body was read to the end.</param>
    /// <param name="body">The body.</param>
    public static ReceiverAnswer Read(ExportedSignal signal, HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        if (response.StatusCode != HttpStatusCode.OK || response.Content.Headers.ContentType?.MediaType?.StartsWith(ContentType, StringComparison.Ordinal) != true)
        {
            var said = ExportAnswer.StatusText((int)response.StatusCode);
            return response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
                ? ReceiverAnswer.None(said)
                : new ReceiverAnswer(ReceiverAnswer.Outcome.Refused, $"does not receive {signal.Name} over gRPC ({said}). The port is 4317 for most receivers");
        }

        // A call that fails at once has its status in the headers.
        if (!int.TryParse(Find(response, "grpc-status"), NumberStyles.None, CultureInfo.InvariantCulture, out var code)) return ReceiverAnswer.None("the call broke off");
        if (code == 0)
        {
            var message = body.Length > HeadLength ? body.Span[HeadLength..] : default;
            return new ReceiverAnswer(ReceiverAnswer.Outcome.Taken, AnswerBody.LineOf(OtlpAnswer.ReadPartialSuccess(signal.Kind, OtlpEncoding.Protobuf, message) ?? ""))
            {
                Rejected = OtlpAnswer.ReadRejected(signal.Kind, OtlpEncoding.Protobuf, message),
            };
        }

        var text = AnswerBody.LineOf(Uri.UnescapeDataString(Find(response, "grpc-message") ?? ""));
        var reason = $"gRPC {(code < s_names.Length ? s_names[code] : code.ToString(CultureInfo.InvariantCulture))}{(text.Length == 0 ? "" : ": " + text)}";
        var pause = GrpcRetry.PauseIn(Find(response, "grpc-status-details-bin"));
        // CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE and DATA_LOSS; RESOURCE_EXHAUSTED only if the receiver says when to try again.
        return code is 1 or 4 or 10 or 11 or 14 or 15 || (code == 8 && pause is not null)
            ? new ReceiverAnswer(ReceiverAnswer.Outcome.Later, reason, pause)
            : new ReceiverAnswer(ReceiverAnswer.Outcome.Refused, $"refuses the {signal.Items} ({reason})");
    }

    private static string? Find(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values) ? values.FirstOrDefault() : null;
}
