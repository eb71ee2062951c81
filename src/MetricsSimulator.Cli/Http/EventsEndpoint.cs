using System.Text.Json;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/events</c>: the events of a workload up to the current tick.</summary>
internal sealed class EventsEndpoint(LiveRun live, ComputedAnswers answers)
{
    private const string NoWorkload = "There are no events: the run has no workload. Start the simulator with --workload team, or with a configuration that has a block workload.";

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        var status = live.Simulator.Status;
        if (EventsRequest.Read(context.Request.Query, status.Instant, live.Run.Configuration.RetentionPeriod, out var problem) is not { } request) return problem!.WriteAsync(context);
        // The first tick that counts events since then.
        var first = Math.Max(0, live.Beginning.Model.Timeline.TickAt(request.Since)) + 1;
        var past = live.Simulator.PastFrom(Math.Min(first, status.Tick));
        var span = new RunSpan(new RecordedRun(live.Beginning, past.Changes), past.FirstTick, past.Ticks) { From = past.From };
        if (!span.HasEvents) return new Problem(StatusCodes.Status409Conflict, NoWorkload).WriteAsync(context);
        return answers.AnswerAsync(context, () => JsonAnswer.Describe(context), stream =>
        {
            using var json = new Utf8JsonWriter(stream, JsonText.Options);
            new EventPage(span, request).Write(json, context.RequestAborted);
            json.Flush();
            stream.WriteByte((byte)'\n');
        });
    }
}
