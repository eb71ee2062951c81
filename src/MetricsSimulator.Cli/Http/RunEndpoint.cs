using System.Text.Json;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/run</c>: the run, and where it is; starts it over. Thread-safe.</summary>
/// <param name="live">The run.</param>
/// <param name="truth">Says who may see the seed and the scenario.</param>
/// <param name="prometheus">The Prometheus that scrapes it; null for none.</param>
/// <param name="startOver">Starts it over; null if the server cannot.</param>
internal sealed class RunEndpoint(LiveRun live, TruthGuard truth, RemotePrometheus? prometheus, Func<ulong?, Task<(LiveRun? Live, Refusal? Refusal)>>? startOver)
{
    private const string Seed = "seed";

    /// <summary>GET: shows the run.</summary>
    public Task ShowAsync(HttpContext context) => AnswerAsync(context, live);

    /// <summary>POST: starts it over.</summary>
    public async Task StartOverAsync(HttpContext context)
    {
        var (read, problem) = await RequestBody.ReadAsync(context);
        using var body = read;
        ulong? seed = null;
        if (body is null || (problem = ProblemOf(body.RootElement, out seed)) is not null)
        {
            await problem!.WriteAsync(context);
            return;
        }

        var (next, refusal) = startOver is null
            ? (null, new Refusal(RefusalCause.Conflict, "This server shows one run, which cannot be started over."))
            : await startOver(seed);
        await (next is null ? Problem.Of(refusal!).WriteAsync(context) : AnswerAsync(context, next));
    }

    private static Problem? ProblemOf(JsonElement body, out ulong? seed)
    {
        seed = null;
        foreach (var field in body.EnumerateObject())
        {
            if (field.Name != Seed) return Problem.OfFields([new FieldError(field.Name, "unknown field; allowed is seed")]);
            var given = field.Value;
            if (given.ValueKind is not (JsonValueKind.Number or JsonValueKind.String) || !SeedText.TryParse(given.ToString(), out var found))
                return Problem.OfFields([new FieldError(Seed, Rule.Broken($"must be {SeedText.Expected}", given.GetRawText()), "Leave it out to draw one.")]);
            seed = found;
        }

        return null;
    }

    private Task AnswerAsync(HttpContext context, LiveRun shown)
    {
        var hasTruth = truth.Shows(context);
        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonAnswer.ContentType, json => Write(json, shown, hasTruth));
    }

    private void Write(Utf8JsonWriter json, LiveRun shown, bool hasTruth)
    {
        var (run, status) = (shown.Run, shown.Simulator.Status);
        var timeline = shown.Beginning.Model.Timeline;
        json.WriteStartObject();
        json.WriteNumber("run", shown.Number);
        json.WriteString("version", ProgramVersion.Text);
        if (hasTruth) json.WriteNumber(Seed, shown.Beginning.Model.Seed);
        json.WriteString("start", InstantText.Format(timeline.Start));
        json.WriteNumber("update_interval", timeline.UpdateInterval.TotalSeconds);
        json.WriteNumber("tick", status.Tick);
        json.WriteString("at", InstantText.Format(status.Instant));
        if (hasTruth)
        {
            json.WriteString("scenario", status.Scenario.Length == 0 ? null : status.Scenario);
            json.WriteString("phase", status.Phase.Length == 0 ? null : status.Phase);
            json.WriteNumber("round", status.Round);
        }

        json.WriteNumber("retention", run.Configuration.RetentionPeriod.TotalSeconds);
        json.WriteBoolean("hidden", !hasTruth);
        json.WriteBoolean("workload", shown.Simulator.Model.Sources.Any(source => source.Key == WorkloadDefinition.KeyOfWorkload));
        if (hasTruth) json.WriteNumber("changes", shown.Journal.Lines.Count - 1);
        // A name may say what the run is about.
        json.WriteString("journal", hasTruth ? shown.Journal.FileName : null);
        json.WriteString("prometheus", prometheus?.Name);
        json.WriteEndObject();
    }
}
