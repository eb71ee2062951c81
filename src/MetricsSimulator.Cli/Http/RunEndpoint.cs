using System.Text.Json;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/run</c>: the run, and where it is. Thread-safe.</summary>
/// <param name="live">The run.</param>
/// <param name="prometheus">The Prometheus that scrapes it; null for none.</param>
internal sealed class RunEndpoint(LiveRun live, RemotePrometheus? prometheus)
{
    /// <summary>GET: shows the run.</summary>
    public Task ShowAsync(HttpContext context) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonAnswer.ContentType, Write);

    private void Write(Utf8JsonWriter json)
    {
        var (run, status) = (live.Run, live.Simulator.Status);
        var timeline = live.Beginning.Model.Timeline;
        json.WriteStartObject();
        json.WriteNumber("run", live.Number);
        json.WriteString("version", ProgramVersion.Text);
        json.WriteNumber("seed", live.Beginning.Model.Seed);
        json.WriteString("start", InstantText.Format(timeline.Start));
        json.WriteNumber("update_interval", timeline.UpdateInterval.TotalSeconds);
        json.WriteNumber("tick", status.Tick);
        json.WriteString("at", InstantText.Format(status.Instant));
        json.WriteString("scenario", status.Scenario.Length == 0 ? null : status.Scenario);
        json.WriteString("phase", status.Phase.Length == 0 ? null : status.Phase);
        json.WriteNumber("round", status.Round);
        json.WriteNumber("retention", run.Configuration.RetentionPeriod.TotalSeconds);
        json.WriteBoolean("hidden", false);
        json.WriteBoolean("workload", live.Simulator.Model.Sources.Any(source => source.Key == WorkloadDefinition.KeyOfWorkload));
        json.WriteNumber("changes", live.Journal.Lines.Count - 1);
        json.WriteString("journal", live.Journal.FileName);
        json.WriteString("prometheus", prometheus?.Name);
        json.WriteEndObject();
    }
}
