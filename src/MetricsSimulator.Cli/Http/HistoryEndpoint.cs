using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Text;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Formats.OpenMetrics;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/history</c>: the samples up to now.</summary>
internal sealed class HistoryEndpoint(LiveRun live, ComputedAnswers answers)
{
    private static readonly string s_contentType = OpenMetricsFormat.Version100.ContentType;

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context) => HistoryRequest.Read(context.Request.Query, live.Run.Configuration.RetentionPeriod, out var problem) is { } request
        ? answers.AnswerAsync(context, () => Describe(context), stream => TextFormat.OpenMetrics.Create(SpanOf(request), stream, 1).Write(null, context.RequestAborted))
        : problem!.WriteAsync(context);

    private static void Describe(HttpContext context)
    {
        context.Response.ContentType = Representation.Choose(context, s_contentType, Representation.Readable);
        context.Response.Headers.CacheControl = "no-store";
    }

    private RunSpan SpanOf(HistoryRequest request)
    {
        var timeline = live.Beginning.Model.Timeline;
        var past = live.Simulator.Past(timeline.TicksIn(request.Duration));
        return new RunSpan(new RecordedRun(live.Beginning, past.Changes), past.FirstTick, past.Ticks) { From = past.From, Filter = request.Filter };
    }
}
