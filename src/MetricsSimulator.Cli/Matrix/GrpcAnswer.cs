using System.Globalization;
using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Relay;

namespace MetricsSimulator.Cli.Matrix;

/// <summary>Calls of gRPC at a receiver: one message in each direction, without compression.</summary>
/// <remarks>Sources: grpc.io, "gRPC over HTTP2"; OTLP specification 1.x, section "OTLP/gRPC Response".</remarks>
internal static class GrpcAnswer
{
    private const int HeadLength = 5;
    private const string StatusHeader = "grpc-status";

    // A google.rpc.Status with a google.rpc.RetryInfo of one second.
    private static readonly string s_tryInASecond = Convert.ToBase64String(
        [0x08, 8, 0x1A, 48, 0x0A, 40, .. "type.googleapis.com/google.rpc.RetryInfo"u8, 0x12, 4, 0x0A, 2, 0x08, 1]);

    /// <summary>Reads the message of a call.</summary>
    /// <returns>The message, or why the call is not what gRPC allows.</returns>
    public static async Task<(byte[]? Message, string? Error)> ReadAsync(HttpContext context, ExportedSignal signal)
    {
        if (context.Request.Path != $"/{signal.Service}/Export") return (null, $"the call goes to {context.Request.Path}");
        if (context.Request.ContentType != Grpc.ContentType) return (null, $"the call has the type {context.Request.ContentType}");
        using var read = new MemoryStream();
        await context.Request.Body.CopyToAsync(read, context.RequestAborted);
        var frame = read.ToArray();
        if (frame.Length > OtlpBody.MaximumBytes) return (null, "the message is too large");
        // What a frame of this message looks like is known: one byte that says whether it is compressed, and its length.
        return frame.Length >= HeadLength && frame.AsSpan().SequenceEqual(Grpc.Frame(frame.AsSpan(HeadLength), isCompressed: false))
            ? (frame[HeadLength..], null)
            : (null, "the call does not have exactly one message");
    }

    /// <summary>Accepts a call.</summary>
    public static ValueTask AcceptAsync(HttpContext context, ReadOnlyMemory<byte> message)
    {
        context.Response.ContentType = Grpc.ContentType;
        context.Response.DeclareTrailer(StatusHeader);
        context.Response.AppendTrailer(StatusHeader, "0");
        return context.Response.Body.WriteAsync(Grpc.Frame(message.Span, isCompressed: false));
    }

    /// <summary>Refuses a call as a receiver of HTTP would with a status: RESOURCE_EXHAUSTED with a pause of a second for 429, UNAVAILABLE for 503, otherwise INVALID_ARGUMENT.</summary>
    public static void Refuse(HttpContext context, int status)
    {
        var code = status switch
        {
            StatusCodes.Status429TooManyRequests => 8,
            StatusCodes.Status503ServiceUnavailable => 14,
            _ => 3,
        };
        context.Response.ContentType = Grpc.ContentType;
        context.Response.Headers[StatusHeader] = code.ToString(CultureInfo.InvariantCulture);
        if (code == 8) context.Response.Headers["grpc-status-details-bin"] = s_tryInASecond;
    }
}
