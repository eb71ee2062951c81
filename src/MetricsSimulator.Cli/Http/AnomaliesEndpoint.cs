using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/anomalies</c>: the anomalies of the run, and those that are injected into it. Thread-safe.</summary>
internal sealed class AnomaliesEndpoint(LiveRun live)
{
    private static readonly TimeSpan Horizon = TimeSpan.FromHours(24);

    /// <summary>GET: those that are over, active, or planned within a day.</summary>
    public Task ListAsync(HttpContext context, string last)
    {
        var (tick, known) = Known();
        var model = live.Run.Model;
        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonAnswer.ContentType, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("anomalies");
            foreach (var anomaly in known) AnomalyRecord.Write(json, anomaly, model, tick);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>POST: starts one at the next tick.</summary>
    public async Task InjectAsync(HttpContext context, string last)
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

        context.Response.Headers.Location = "/api/v1/anomalies/" + Uri.EscapeDataString(injected.Id);
        await AnswerAsync(context, StatusCodes.Status201Created, injected);
    }

    /// <summary>GET of one.</summary>
    public Task ShowAsync(HttpContext context, string last) =>
        Known().Anomalies.FirstOrDefault(anomaly => anomaly.Id == last) is { } found
            ? AnswerAsync(context, StatusCodes.Status200OK, found)
            : NotFound(last).WriteAsync(context);

    /// <summary>DELETE: ends one at the next tick.</summary>
    public Task EndAsync(HttpContext context, string last)
    {
        var ended = live.End(last, out var refusal);
        if (ended is not null) return AnswerAsync(context, StatusCodes.Status200OK, ended);
        var problem = refusal is not null ? Problem.Of(refusal) : Known().Anomalies.Any(anomaly => anomaly.Id == last)
            ? new Problem(StatusCodes.Status409Conflict, $"The anomaly '{last}' is over already.")
            : NotFound(last);
        return problem.WriteAsync(context);
    }

    private static Problem NotFound(string id) =>
        new(StatusCodes.Status404NotFound, $"There is no anomaly '{id}' up to 24 hours from now. GET /api/v1/anomalies lists them.");

    private Task AnswerAsync(HttpContext context, int status, Anomaly anomaly)
    {
        var tick = live.Simulator.Status.Tick;
        return JsonAnswer.WriteAsync(context, status, JsonAnswer.ContentType, json => AnomalyRecord.Write(json, anomaly, live.Run.Model, tick));
    }

    private (long Tick, ImmutableArray<Anomaly> Anomalies) Known()
    {
        var tick = live.Simulator.Status.Tick;
        var end = tick + live.Run.Model.Timeline.TicksIn(Horizon) + 1;
        return (tick, [.. live.Simulator.Anomalies(0, end)]);
    }
}
