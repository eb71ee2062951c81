using System.Globalization;
using System.Text.Json;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>The body of an answer to a request. Source: OTLP specification 1.x, sections "Full Success", "Partial Success" and "Failures" of OTLP/HTTP.</summary>
public static class OtlpAnswer
{
    /// <summary>The content type of an encoding.</summary>
    public static string ContentType(OtlpEncoding encoding) => encoding == OtlpEncoding.Json ? "application/json" : "application/x-protobuf";

    /// <summary>The answer that everything was accepted.</summary>
    public static byte[] Success(OtlpEncoding encoding) => encoding == OtlpEncoding.Json ? "{}"u8.ToArray() : [];

    /// <summary>The answer that a part was not accepted.</summary>
    /// <param name="signal">The signal of the request.</param>
    /// <param name="encoding">The encoding of the request.</param>
    /// <param name="rejected">The number of points, records or spans that were not accepted.</param>
    /// <param name="reason">Why; it may be empty.</param>
    public static byte[] PartialSuccess(OtlpSignal signal, OtlpEncoding encoding, long rejected, string reason)
    {
        var message = new ProtobufMessage();
        var partial = message.Begin(OtlpMetrics.Response.PartialSuccess);
        if (rejected != 0) message.Number(OtlpMetrics.PartialSuccess.RejectedDataPoints, rejected);
        if (reason.Length > 0) message.Text(OtlpMetrics.PartialSuccess.ErrorMessage, reason);
        message.End(partial);
        return In(encoding, message, TypeOf(signal));
    }

    /// <summary>The answer that a request is refused.</summary>
    /// <param name="encoding">The encoding of the request.</param>
    /// <param name="reason">Why.</param>
    public static byte[] Refusal(OtlpEncoding encoding, string reason)
    {
        var message = new ProtobufMessage();
        message.Text(OtlpCommon.Status.Message, reason);
        return In(encoding, message, OtlpCommon.Status.Type);
    }

    /// <summary>What an answer of success says about a part that was not accepted.</summary>
    /// <param name="signal">The signal of the request.</param>
    /// <param name="encoding">The encoding of the answer.</param>
    /// <param name="body">The body of the answer.</param>
    /// <returns>How many were not accepted and why, as part of a sentence; null if everything was accepted, or the body cannot be read.</returns>
    public static string? ReadPartialSuccess(OtlpSignal signal, OtlpEncoding encoding, ReadOnlySpan<byte> body)
    {
        if (ReadMessage(TypeOf(signal), encoding, body) is not { } answer || !answer.Has(OtlpMetrics.Response.PartialSuccess)) return null;
        var partial = answer.Message(OtlpMetrics.Response.PartialSuccess);
        var rejected = partial.Signed(OtlpMetrics.PartialSuccess.RejectedDataPoints);
        var reason = partial.Text(OtlpMetrics.PartialSuccess.ErrorMessage);
        if (rejected == 0 && reason.Length == 0) return null;
        return string.Create(CultureInfo.InvariantCulture, $"{rejected} not accepted{(reason.Length > 0 ? ": " + reason : "")}");
    }

    /// <summary>How many points, records or spans an answer of success says were not accepted; 0 also if the body cannot be read.</summary>
    /// <param name="signal">The signal of the request.</param>
    /// <param name="encoding">The encoding of the answer.</param>
    /// <param name="body">The body of the answer.</param>
    public static long ReadRejected(OtlpSignal signal, OtlpEncoding encoding, ReadOnlySpan<byte> body) =>
        ReadMessage(TypeOf(signal), encoding, body) is { } answer && answer.Has(OtlpMetrics.Response.PartialSuccess)
            ? Math.Max(0, answer.Message(OtlpMetrics.Response.PartialSuccess).Signed(OtlpMetrics.PartialSuccess.RejectedDataPoints))
            : 0;

    /// <summary>The reason in an answer that refuses a request.</summary>
    /// <param name="encoding">The encoding of the answer.</param>
    /// <param name="body">The body of the answer.</param>
    /// <returns>The reason; empty if the body has none.</returns>
    public static string ReadRefusal(OtlpEncoding encoding, ReadOnlySpan<byte> body) => ReadMessage(OtlpCommon.Status.Type, encoding, body)?.Text(OtlpCommon.Status.Message) ?? "";

    // The numbers of their fields are the same for every signal.
    private static OtlpType TypeOf(OtlpSignal signal) => signal switch
    {
        OtlpSignal.Metrics => OtlpMetrics.Response.Type,
        OtlpSignal.Logs => OtlpLogs.Response.Type,
        _ => OtlpTraces.Response.Type,
    };

    private static OtlpMessage? ReadMessage(OtlpType type, OtlpEncoding encoding, ReadOnlySpan<byte> body)
    {
        try
        {
            return encoding == OtlpEncoding.Json ? OtlpJsonReader.Read(type, body) : OtlpProtobufReader.Read(type, body);
        }
        catch (OtlpFormatException)
        {
            return null;
        }
    }

    private static byte[] In(OtlpEncoding encoding, ProtobufMessage message, OtlpType type)
    {
        if (encoding == OtlpEncoding.Protobuf) return message.Written.ToArray();
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, OtlpMessageJson.Options)) OtlpMessageJson.Write(json, OtlpProtobufReader.Read(type, message.Written));
        return bytes.ToArray();
    }
}
