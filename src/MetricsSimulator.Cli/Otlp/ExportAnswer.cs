using System.Globalization;
using System.Net;
using System.Text;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Formats.Otlp;
using Microsoft.AspNetCore.WebUtilities;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>Reads the answers of receivers of OTLP over HTTP.</summary>
/// <remarks>Source: OTLP specification 1.x, sections "OTLP/HTTP Response" and "Full Success", "Partial Success", "Failures".</remarks>
internal static class ExportAnswer
{
    /// <summary>The most bytes of a body that are read.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>Reads an answer.</summary>
    /// <param name="signal">What was sent.</param>
    /// <param name="status">The status.</param>
    /// <param name="type">The media type of the body; empty if it has none.</param>
    /// <param name="body">The body.</param>
    /// <param name="pause">The pause that it asks for; null if it asks for none.</param>
    public static ReceiverAnswer Of(ExportedSignal signal, HttpStatusCode status, string type, ReadOnlyMemory<byte> body, TimeSpan? pause)
    {
        var code = (int)status;
        var encoding = type == OtlpAnswer.ContentType(OtlpEncoding.Protobuf) ? OtlpEncoding.Protobuf : OtlpEncoding.Json;
        if (code is >= 200 and < 300)
        {
            var reason = OtlpAnswer.ReadPartialSuccess(signal.Kind, encoding, body.Span) ?? "";
            return new ReceiverAnswer(ReceiverAnswer.Outcome.Taken, AnswerBody.LineOf(reason)) { Rejected = OtlpAnswer.ReadRejected(signal.Kind, encoding, body.Span) };
        }

        var refusal = OtlpAnswer.ReadRefusal(encoding, body.Span);
        var text = AnswerBody.LineOf(refusal.Length > 0 || encoding == OtlpEncoding.Protobuf ? refusal : Encoding.UTF8.GetString(body.Span));
        // An object without fields says nothing.
        var said = text is "" or "{}" ? StatusText(code) : string.Create(CultureInfo.InvariantCulture, $"HTTP {code}: {text}");
        if (code is 429 or 502 or 503 or 504) return new ReceiverAnswer(ReceiverAnswer.Outcome.Later, said, pause);
        return new ReceiverAnswer(ReceiverAnswer.Outcome.Refused, code switch
        {
            401 or 403 => $"needs other credentials ({said}). Set a header in OTEL_EXPORTER_OTLP_HEADERS",
            404 or 405 => $"does not receive {signal.Name} over HTTP ({said}). The port is 4318 for most receivers, and the path {signal.Path}",
            >= 300 and < 400 => $"redirects to another address ({said}), which the simulator does not follow. Use that address instead",
            _ => $"refuses the {signal.Items} ({said})",
        });
    }

    /// <summary>A status without a message, as in <c>HTTP 503 Service Unavailable</c>.</summary>
    public static string StatusText(int status) => string.Create(CultureInfo.InvariantCulture, $"HTTP {status} {ReasonPhrases.GetReasonPhrase(status)}").TrimEnd();
}
