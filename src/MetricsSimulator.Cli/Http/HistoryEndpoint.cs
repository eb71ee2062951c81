using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Text;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Formats.OpenMetrics;
using Microsoft.AspNetCore.Http.Features;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// <c>/history</c>: the samples up to now, computed again while the run continues, and sent while they are computed. Each history has one thread, and only a
/// few compute at the same time, so that scrapes stay fast. A history that waits for its reader lets another compute.
/// </summary>
internal sealed class HistoryEndpoint(LiveRun live, ServeOptions options) : IDisposable
{
    /// <summary>The most histories that are computed at the same time.</summary>
    public const int MostAtATime = 2;

    /// <summary>The most histories at the same time, including those that wait for their readers.</summary>
    public const int MostUnderWay = 16;

    private const string SecondsToWait = "5";

    private static readonly string s_contentType = OpenMetricsFormat.Version100.ContentType;

    private readonly SemaphoreSlim _computing = new(MostAtATime);
    private int _underWay;

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
            Describe(context);
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _underWay) > MostUnderWay)
            {
                response.Headers.RetryAfter = SecondsToWait;
                await new Problem(StatusCodes.Status503ServiceUnavailable, $"{MostUnderWay} histories are under way, which is the limit. Ask again in {SecondsToWait} seconds.").WriteAsync(context);
                return;
            }

            Describe(context);
            using var late = new CancellationTokenSource(options.LongestHistory, options.Wall);
            await using var registration = late.Token.Register(context.Abort);
            // The computation waits for the reader, so that it needs little memory. It may block, because it has its own thread.
            context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
            await Task.Factory.StartNew(() => Write(request, context), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The reader is gone, so the history ends.
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _computing.Dispose();

    private static void Describe(HttpContext context)
    {
        context.Response.ContentType = Representation.Choose(context, s_contentType, Representation.Readable);
        context.Response.Headers.CacheControl = "no-store";
    }

    private void Write(HistoryRequest request, HttpContext context)
    {
        using var output = new SharedComputationStream(context.Response.Body, _computing, context.RequestAborted);
        TextFormat.OpenMetrics.Create(SpanOf(request), output, 1).Write(null, context.RequestAborted);
    }

    private RunSpan SpanOf(HistoryRequest request)
    {
        var timeline = live.Beginning.Model.Timeline;
        var past = live.Simulator.Past(timeline.TicksIn(request.Duration));
        return new RunSpan(new RecordedRun(live.Beginning, past.Changes), past.FirstTick, past.Ticks) { From = past.From, Filter = request.Filter };
    }
}
