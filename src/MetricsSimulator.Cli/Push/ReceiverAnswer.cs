using System.Globalization;
using System.Net;

namespace MetricsSimulator.Cli.Push;

/// <summary>A receiver's answer to a request, or the reason why there is none.</summary>
/// <param name="Kind">The consequence.</param>
/// <param name="Reason">The reason why it was not accepted, as the end of a sentence.</param>
/// <param name="Pause">The pause that the receiver asks for; null if it asks for none.</param>
internal sealed record ReceiverAnswer(ReceiverAnswer.Outcome Kind, string Reason = "", TimeSpan? Pause = null)
{
    private static readonly string[] s_old = ["too old", "too-old", "out of bounds", "out-of-bounds", "out of order", "out-of-order"];

    /// <summary>The consequence of an answer.</summary>
    internal enum Outcome
    {
        /// <summary>The receiver has the samples.</summary>
        Taken,

        /// <summary>It may accept them later.</summary>
        Later,

        /// <summary>It accepts nothing at this address, or from this sender.</summary>
        Misdirected,

        /// <summary>It will never accept these samples.</summary>
        Refused,

        /// <summary>It will never accept these samples, because they are too old.</summary>
        TooOld,
    }

    /// <summary>The result of a request without an answer.</summary>
    /// <param name="reason">The reason.</param>
    public static ReceiverAnswer None(string reason) => new(Outcome.Later, reason);

    /// <summary>Reads an answer.</summary>
    /// <param name="status">The status.</param>
    /// <param name="text">The text of the answer, in one line.</param>
    /// <param name="pause">The pause that it asks for; null if it asks for none.</param>
    /// <param name="location">The target of a redirect; null for none.</param>
    /// <remarks>Source: Prometheus, "Prometheus Remote-Write 1.0 specification", section "Retries &amp; Backoff".</remarks>
    public static ReceiverAnswer Of(HttpStatusCode status, string text, TimeSpan? pause = null, Uri? location = null)
    {
        var code = (int)status;
        var said = string.Create(CultureInfo.InvariantCulture, $"HTTP {code}{(text.Length == 0 ? "" : ": " + text)}");
        if (code is >= 200 and < 300) return new ReceiverAnswer(Outcome.Taken);
        // For some old samples, Prometheus 2 answers with a status that asks to try again.
        if (code >= 400 && s_old.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))) return new ReceiverAnswer(Outcome.TooOld, said);
        if (code is 429 or >= 500) return new ReceiverAnswer(Outcome.Later, said, pause);
        return new ReceiverAnswer(code is < 400 or 401 or 403 or 404 or 405 ? Outcome.Misdirected : Outcome.Refused, code switch
        {
            401 or 403 => $"needs other credentials ({said}). Set {RemoteWriteCredentials.TokenVariable}, or {RemoteWriteCredentials.UserVariable} and {RemoteWriteCredentials.PasswordVariable}.",
            404 or 405 => $"does not receive remote write ({said}). The path is /api/v1/write for most receivers, and Prometheus needs --web.enable-remote-write-receiver.",
            >= 300 and < 400 => $"redirects to another address ({said}), which the simulator does not follow. Use {(location is null ? "the final address" : ReceiverAddress.Show(location))} instead.",
            _ => $"refuses the samples ({said}).",
        });
    }
}
