using System.Text.Json;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/anomalies</c>: lists the anomalies of the run, injects new ones and ends them.</summary>
internal sealed class AnomaliesEndpoint(LiveRun live, ComputedAnswers answers)
{
    private readonly LiveWorkloadEffects _effects = new(live);

    /// <summary>GET: the anomalies of a span of time, and whether there are more than the request allows.</summary>
    public async Task ListAsync(HttpContext context)
    {
        var status = live.Simulator.Status;
        if (AnomaliesRequest.Read(context.Request.Query, status.Instant, out var problem) is not { } request)
        {
            await problem!.WriteAsync(context);
            return;
        }

        var found = Find(request, status.Tick);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonAnswer.ContentType, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("anomalies");
            foreach (var anomaly in found.Take(request.Limit)) AnomalyRecord.Write(json, new RecordedAnomaly(anomaly, live.NameOf(anomaly)), status.Tick);
            json.WriteEndArray();
            json.WriteBoolean("more", found.Count > request.Limit);
            json.WriteEndObject();
        });
    }

    /// <summary>POST: injects an anomaly that begins at the next tick, or later.</summary>
    public async Task InjectAsync(HttpContext context)
    {
        var (read, problem) = await RequestBody.ReadAsync(context);
        using var body = read;
        Refusal? refusal = null;
        var injected = body is null ? null : live.Inject(body.RootElement, out refusal);
        if (refusal is not null) problem = Problem.Of(refusal);
        if (injected is null)
        {
            await problem!.WriteAsync(context);
            return;
        }

        // Relative to the path of the request, so that it works behind a proxy that adds a prefix.
        context.Response.Headers.Location = "anomalies/" + Uri.EscapeDataString(injected.Id);
        await AnswerAsync(context, StatusCodes.Status201Created, injected);
    }

    /// <summary>GET: shows one anomaly; if it acts on a workload, with all sessions that it has touched, or all counters that it has let fall, so far.</summary>
    public Task ShowAsync(HttpContext context)
    {
        if (live.Simulator.FindAnomaly(IdOf(context)) is not { } found) return NotFound(IdOf(context)).WriteAsync(context);
        return found.Definition.ActsOnWorkload ? AnswerWithEffectAsync(context, found) : AnswerAsync(context, StatusCodes.Status200OK, found);
    }

    /// <summary>DELETE: ends one anomaly at the next tick.</summary>
    public Task EndAsync(HttpContext context)
    {
        var id = IdOf(context);
        var ended = live.End(id, out var refusal);
        if (ended is not null) return AnswerAsync(context, StatusCodes.Status200OK, ended);
        var problem = refusal is not null ? Problem.Of(refusal) : live.Simulator.FindAnomaly(id) is not null
            ? new Problem(StatusCodes.Status409Conflict, $"The anomaly '{id}' is already over.")
            : NotFound(id);
        return problem.WriteAsync(context);
    }

    private Task AnswerWithEffectAsync(HttpContext context, Anomaly anomaly) => answers.AnswerAsync(context, () => JsonAnswer.Describe(context), stream =>
    {
        var tick = live.Simulator.Status.Tick;
        var recorded = _effects.RecordOf(anomaly, context.RequestAborted);
        using var json = new Utf8JsonWriter(stream, JsonText.Options);
        AnomalyRecord.Write(json, recorded, tick);
        json.Flush();
        stream.WriteByte((byte)'\n');
    });

    private static string IdOf(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static Problem NotFound(string id) =>
        new(StatusCodes.Status404NotFound, $"There is no anomaly '{id}'. GET /api/v1/anomalies lists them.");

    private Task AnswerAsync(HttpContext context, int status, Anomaly anomaly)
    {
        var tick = live.Simulator.Status.Tick;
        return JsonAnswer.WriteAsync(context, status, JsonAnswer.ContentType, json => AnomalyRecord.Write(json, new RecordedAnomaly(anomaly, live.NameOf(anomaly)), tick));
    }

    // Search hour by hour at first, then in longer parts, because a plan may extend over thousands of years.
    private List<Anomaly> Find(AnomaliesRequest request, long tick)
    {
        var timeline = live.Run.Model.Timeline;
        var first = Math.Max(0, timeline.TickAt(request.Since));
        var end = timeline.TickAt(request.Until - TimeSpan.FromTicks(1)) + 1;
        if (request.State is "active" or "planned") first = Math.Max(first, tick);
        if (request.State is "active" or "past") end = Math.Min(end, tick + 1);
        var found = new List<Anomaly>();
        var length = timeline.TicksIn(TimeSpan.FromHours(1));
        for (var from = first; from < end && found.Count <= request.Limit; length *= 2)
        {
            var to = end - from > length ? from + length : end;
            foreach (var anomaly in live.Simulator.Anomalies(from, to))
            {
                var isNew = from == first || anomaly.FirstTick >= from;
                if (isNew && (request.State is not { } state || AnomalyRecord.StateAt(anomaly, tick) == state)) found.Add(anomaly);
            }

            from = to;
        }

        return found;
    }
}
