using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Text;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Formats.OpenMetrics;
using Microsoft.AspNetCore.Http.Features;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// <c>/history</c>: the samples up to now, computed again beside the run and sent while they are computed. Each history has one thread, and there
/// are only a few at a time, so that scrapes are answered as ever. Thread-safe.
/// </summary>
internal sealed class HistoryEndpoint(LiveRun live)
{
    /// <summary>How many histories are computed at the same time.</summary>
    public const int MostAtATime = 2;

    private const string SecondsToWait = "5";

    private int _running;

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        if (HistoryRequest.Read(context.Request.Query, live.Run.Configuration.RetentionPeriod, out var problem) is not { } request)
        {
            await problem!.WriteAsync(context);
            return;
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            Describe(response);
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _running) > MostAtATime)
            {
                response.Headers.RetryAfter = SecondsToWait;
                await new Problem(StatusCodes.Status503ServiceUnavailable, $"{MostAtATime} histories are computed at a time, and so many are under way. Ask again in {SecondsToWait} seconds.").WriteAsync(context);
                return;
            }

            Describe(response);
            // The computation waits for the reader, so that it keeps no more than it has to; a thread of its own may.
            context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
            var history = TextFormat.OpenMetrics.Create(SpanOf(request), response.Body, 1);
            await Task.Factory.StartNew(
                () => history.Write(null, context.RequestAborted), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads any more.
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private static void Describe(HttpResponse response)
    {
        response.ContentType = OpenMetricsFormat.Version100.ContentType;
        response.Headers.CacheControl = "no-store";
    }

    private RunSpan SpanOf(HistoryRequest request)
    {
        var timeline = live.Beginning.Model.Timeline;
        var past = live.Simulator.Past(timeline.TicksIn(request.Duration));
        return new RunSpan(new RecordedRun(live.Beginning, past.Changes), past.FirstTick, past.Ticks) { From = past.From, Filter = request.Filter };
    }
}
