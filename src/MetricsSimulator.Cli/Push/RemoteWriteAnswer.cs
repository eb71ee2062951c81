using System.Globalization;
using System.Net;

namespace MetricsSimulator.Cli.Push;

/// <summary>Reads the answers of receivers of remote write.</summary>
internal static class RemoteWriteAnswer
{
    private static readonly string[] s_old = ["too old", "too-old", "out of bounds", "out-of-bounds", "out of order", "out-of-order"];

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
        if (code is >= 200 and < 300) return new ReceiverAnswer(ReceiverAnswer.Outcome.Taken);
        // For some old samples, Prometheus 2 answers with a status that asks to try again.
        if (code >= 400 && s_old.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))) return new ReceiverAnswer(ReceiverAnswer.Outcome.TooOld, said);
        if (code is 429 or >= 500) return new ReceiverAnswer(ReceiverAnswer.Outcome.Later, said, pause);
        return new ReceiverAnswer(code is < 400 or 401 or 403 or 404 or 405 ? ReceiverAnswer.Outcome.Misdirected : ReceiverAnswer.Outcome.Refused, code switch
        {
            401 or 403 => $"needs other credentials ({said}). Set {RemoteWriteCredentials.TokenVariable}, or {RemoteWriteCredentials.UserVariable} and {RemoteWriteCredentials.PasswordVariable}.",
            404 or 405 => $"does not receive remote write ({said}). The path is /api/v1/write for most receivers, and Prometheus needs --web.enable-remote-write-receiver.",
            >= 300 and < 400 => $"redirects to another address ({said}), which the simulator does not follow. Use {(location is null ? "the final address" : ReceiverAddress.Show(location))} instead.",
            _ => $"refuses the samples ({said}).",
        });
    }
}
