using System.Globalization;
using System.Text;
using System.Text.Json;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Http;

/// <summary>The messages of a stream, as server-sent events. Source: WHATWG, HTML Living Standard, section 9.2.</summary>
internal static class StreamMessage
{
    /// <summary>The content type of a stream.</summary>
    public const string ContentType = "text/event-stream";

    /// <summary>A comment, which says that the connection is alive.</summary>
    public static byte[] Heartbeat { get; } = Encoding.UTF8.GetBytes(": alive\n\n");

    /// <summary>The message of a tick.</summary>
    /// <param name="live">The run.</param>
    /// <param name="tick">The tick. The curves have its text.</param>
    /// <param name="curves">The curves.</param>
    /// <param name="hasChanges">Whether it tells how many changes the run had.</param>
    public static byte[] OfTick(LiveRun live, long tick, IEnumerable<StreamedCurves> curves, bool hasChanges)
    {
        using var message = new MemoryStream();
        message.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {tick}\ndata: ")));
        using (var json = new Utf8JsonWriter(message, JsonText.Options))
        {
            json.WriteStartObject();
            json.WriteNumber("run", live.Number);
            json.WriteNumber("tick", tick);
            json.WriteString("at", InstantText.Format(live.Beginning.Model.Timeline.InstantOf(tick)));
            if (hasChanges) json.WriteNumber("changes", live.Journal.Lines.Count - 1);
            json.WriteStartArray("samples");
            foreach (var curve in curves) json.WriteRawValue(curve.TextOf(tick), skipInputValidation: true);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        message.Write("\n\n"u8);
        return message.ToArray();
    }

    /// <summary>The last message to a listener that reads too slowly. It can connect again and continue with the tick after the last that it got.</summary>
    public static byte[] Behind { get; } = Encoding.UTF8.GetBytes("event: behind\ndata: {}\n\n");

    /// <summary>The last message of a run that was started over. Its empty id lets a browser that connects again begin with the new run.</summary>
    /// <param name="run">The number of that run.</param>
    public static byte[] Over(int run) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event: over\nid:\ndata: {{\"run\":{run}}}\n\n"));
}
