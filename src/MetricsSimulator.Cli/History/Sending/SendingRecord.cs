using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using MetricsSimulator.Cli.History.Files;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.History.Sending;

/// <summary>A record of how much of a history was sent, with which a later run continues.</summary>
/// <param name="Identity">Identifies the history and the receiver.</param>
/// <param name="Receiver">The address of the receiver, for people.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="End">The end of the history.</param>
/// <param name="Acknowledged">The instant of the first tick that is not acknowledged.</param>
internal sealed record SendingRecord(string Identity, string Receiver, ulong Seed, DateTimeOffset End, DateTimeOffset Acknowledged)
{
    /// <summary>Reads a record.</summary>
    /// <param name="path">The file.</param>
    /// <param name="violation">Why it cannot be read, and what to do; null if it can be, or does not exist.</param>
    /// <returns>The record; null if the file does not exist or cannot be read.</returns>
    public static SendingRecord? Read(string path, out string? violation)
    {
        violation = null;
        if (!File.Exists(path)) return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            if (InstantText.TryParse(Text("end"), out var end) && InstantText.TryParse(Text("acknowledged"), out var acknowledged))
                return new SendingRecord(Text("identity"), Text("receiver"), root.GetProperty("seed").GetUInt64(), end, acknowledged);

            string Text(string name) => root.GetProperty(name).GetString() ?? "";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // The violation below says so.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            violation = $"{path} cannot be read: {exception.Message}";
            return null;
        }

        violation = $"{path} does not say how far a history was sent. Give another file, or remove it.";
        return null;
    }

    /// <summary>Replaces the record before. Whenever the process ends, one of the two is complete.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(string path)
    {
        using var file = new WholeFile(path, isReplaced: true);
        var text = JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("identity", Identity);
            json.WriteString("receiver", Receiver);
            json.WriteNumber("seed", Seed);
            json.WriteString("end", InstantText.Format(End));
            json.WriteString("acknowledged", InstantText.Format(Acknowledged));
            json.WriteEndObject();
        });
        file.Stream.Write(Encoding.UTF8.GetBytes(text + "\n"));
        file.Commit();
    }

    /// <summary>The record of a history with nothing sent.</summary>
    /// <param name="span">The history.</param>
    /// <param name="url">The receiver.</param>
    public static SendingRecord Of(RunSpan span, Uri url)
    {
        var model = span.Recorded.Run.Model;
        return new SendingRecord(IdentityOf(span, url), ReceiverAddress.Show(url), model.Seed, span.End!.Value, model.Timeline.InstantOf(span.FirstTick));
    }

    // A digest of the run, the ticks and the address.
    private static string IdentityOf(RunSpan span, Uri url) => Convert.ToHexStringLower(XxHash128.Hash(
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"{url.AbsoluteUri} {span.FirstTick} {span.Ticks}\n{span.Recorded.Identity}"))));
}
