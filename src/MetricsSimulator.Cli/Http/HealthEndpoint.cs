using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/health</c>: shows that the simulator runs, for how long, and at which tick.</summary>
/// <param name="simulator">The simulator.</param>
/// <param name="time">The clock of the simulation.</param>
/// <param name="options">The options of the server: the offset of the system's clock, the push and the export.</param>
internal sealed class HealthEndpoint(LiveSimulator simulator, TimeProvider time, ServeOptions options)
{
    private readonly long _started = time.GetTimestamp();
    private SeriesCount _counted = new(-1, 0);

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonAnswer.ContentType, json =>
    {
        using var snapshot = simulator.Acquire();
        json.WriteStartObject();
        json.WriteString("status", "healthy");
        json.WriteString("uptime", Uptime(time.GetElapsedTime(_started)));
        json.WriteNumber("tick", snapshot.Tick);
        json.WriteString("instant", InstantText.Format(snapshot.Instant));
        json.WriteNumber("series", CountOf(snapshot));
        if (simulator.Model.Shard is { } shard) json.WriteString("shard", shard.ToString());
        if (options.ClockOffset() is var offset && offset != TimeSpan.Zero) json.WriteNumber("clock_offset_seconds", Math.Round(offset.TotalSeconds));
        if (options.Push?.Status is { } push)
        {
            json.WriteStartObject("remote_write");
            json.WriteNumber("ticks_behind", Math.Max(0, snapshot.Tick + 1 - push.NextTick));
            json.WriteNumber("samples_lost", push.LostSamples);
            json.WriteString("trouble", push.Trouble);
            json.WriteEndObject();
        }

        if (options.Export is { } export)
        {
            json.WriteStartObject("otlp");
            json.WriteNumber("ticks_behind", Math.Max(0, snapshot.Tick + 1 - export.NextTick));
            Write(json, ExportedSignal.Metrics, export.Metrics);
            Write(json, ExportedSignal.Logs, export.Logs);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, ExportedSignal signal, SignalStatus? status)
    {
        if (status is null) return;
        json.WriteStartObject(signal.Name);
        json.WriteNumber("taken", status.Taken);
        json.WriteNumber("lost", status.Lost);
        json.WriteNumber("waiting", status.Waiting);
        json.WriteString("trouble", status.Trouble);
        json.WriteEndObject();
    }

    // Counting reads every value, so it is done once for each tick and not for each request.
    private long CountOf(Snapshot snapshot)
    {
        if (Volatile.Read(ref _counted) is var known && known.Tick == snapshot.Tick) return known.Series;
        var counted = new SeriesCount(snapshot.Tick, snapshot.SeriesCount);
        Volatile.Write(ref _counted, counted);
        return counted.Series;
    }

    /// <summary>A span of time in its two largest units: <c>3h45m</c>, <c>45m12s</c>, <c>12s</c>.</summary>
    internal static string Uptime(TimeSpan uptime) => uptime switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(long)uptime.TotalHours}h{uptime.Minutes}m"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{uptime.Minutes}m{uptime.Seconds}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{uptime.Seconds}s"),
    };

    /// <summary>The number of series of a tick.</summary>
    private sealed record SeriesCount(long Tick, long Series);
}
