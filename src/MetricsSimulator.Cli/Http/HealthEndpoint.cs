using System.Globalization;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/health</c>: that the simulator runs, for how long, and where it stands. Thread-safe.</summary>
internal sealed class HealthEndpoint(LiveSimulator simulator, TimeProvider time, LivePush? push)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        long tick;
        string instant;
        long series;
        using (var snapshot = simulator.Acquire())
        {
            tick = snapshot.Tick;
            instant = InstantText.Format(snapshot.Instant);
            series = snapshot.SeriesCount;
        }

        var body = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"status":"healthy","uptime":"{{Uptime(time.GetElapsedTime(_started))}}","tick":{{tick}},"instant":"{{instant}}","series":{{series}}{{ShardField()}}{{PushField(tick)}}}""");
        return Body.WriteAsync(context, StatusCodes.Status200OK, "application/json", body + "\n");
    }

    private string ShardField() => simulator.Model.Shard is { } shard ? $",\"shard\":\"{shard}\"" : "";

    private string PushField(long tick) => push?.Status is not { } status ? "" : ",\"remote_write\":" + JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("ticks_behind", Math.Max(0, tick + 1 - status.NextTick));
        json.WriteNumber("samples_lost", status.LostSamples);
        json.WriteString("trouble", status.Trouble);
        json.WriteEndObject();
    });

    /// <summary>A span of time in its two largest units: <c>3h45m</c>, <c>45m12s</c>, <c>12s</c>.</summary>
    internal static string Uptime(TimeSpan uptime) => uptime switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(long)uptime.TotalHours}h{uptime.Minutes}m"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{uptime.Minutes}m{uptime.Seconds}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{uptime.Seconds}s"),
    };
}
