using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Cli.Http.Transport;
using MetricsSimulator.Cli.Runs;
using Microsoft.AspNetCore.Connections.Features;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/stream</c>: each tick as it comes, with the curves that were asked for, as server-sent events. Thread-safe.</summary>
/// <param name="live">The run.</param>
/// <param name="options">The options of the server.</param>
internal sealed class StreamEndpoint(LiveRun live, ServeOptions options) : IDisposable
{
    /// <summary>The most streams at the same time.</summary>
    public const int MostListeners = 256;

    /// <summary>The time from one heartbeat to the next, by the system's clock.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private const string SecondsToWait = "5";

    private readonly SemaphoreSlim _joining = new(1);
    private readonly StreamHub _hub = new(live, options.Log);
    private int _listeners;

    /// <summary>Whether a client may know how many changes the run had; by default every one may.</summary>
    public Func<HttpContext, bool> TellsChanges { get; init; } = static _ => true;

    /// <summary>The number of streams.</summary>
    public int Listeners => Volatile.Read(ref _listeners);

    /// <summary>How often the past was computed: for all who began with the same curves, or for one that lacked many ticks.</summary>
    public int Computations => _hub.Computations;

    /// <summary>Ends all streams, now and later, because the run was started over.</summary>
    public void Over() => _hub.Over();

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var status = live.Simulator.Status;
        if (StreamRequest.Read(context.Request, live.Run.Model, status.Tick, live.Run.Configuration.RetentionPeriod, TellsChanges(context), out var problem) is not { } request)
        {
            await problem!.WriteAsync(context);
            return;
        }

        var isHead = HttpMethods.IsHead(context.Request.Method);
        try
        {
            if (Interlocked.Increment(ref _listeners) > MostListeners && !isHead)
            {
                context.Response.Headers.RetryAfter = SecondsToWait;
                await new Problem(
                    StatusCodes.Status503ServiceUnavailable,
                    string.Create(CultureInfo.InvariantCulture, $"{MostListeners} streams are open, which is the limit. Close one, or ask again in {SecondsToWait} seconds.")).WriteAsync(context);
                return;
            }

            Describe(context.Response);
            if (!isHead) await StreamAsync(context, request);
        }
        finally
        {
            Interlocked.Decrement(ref _listeners);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _joining.Dispose();
        _hub.Dispose();
    }

    private static void Describe(HttpResponse response)
    {
        response.ContentType = StreamMessage.ContentType;
        response.Headers.CacheControl = "no-store";
        // A proxy must not collect messages. Source: nginx, ngx_http_proxy_module, proxy_buffering.
        response.Headers["X-Accel-Buffering"] = "no";
    }

    private async Task StreamAsync(HttpContext context, StreamRequest request)
    {
        // The server asks connections to end before it stops.
        var closing = context.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        // A client that listens has no reason to close its side alone, so it is gone.
        var closed = context.Features.Get<ConnectionInput>()?.Ended ?? CancellationToken.None;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, closing, closed);
        await using var patience = options.Wall.CreateTimer(static state => ((HttpContext)state!).Abort(), context, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var listener = new StreamListener(request);
        var output = new StreamOutput(context.Response, patience, options.Patience);
        try
        {
            await output.WriteAsync(StreamMessage.Heartbeat);
            await JoinAsync(listener, output, end.Token);
            await FollowAsync(listener, output, end.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && end.IsCancellationRequested)
        {
            // The reader is gone, or the server stops, so the stream ends.
        }
        finally
        {
            listener.End([]);
        }
    }

    // Many join at the same time. If each waited for the hub with a thread, scrapes would have none.
    private async Task JoinAsync(StreamListener listener, StreamOutput output, CancellationToken cancellation)
    {
        for (var hasWaited = false; ; hasWaited = true)
        {
            ImmutableArray<StreamPreparation> awaited;
            await _joining.WaitAsync(cancellation);
            try
            {
                if (_hub.TryJoin(listener)) return;
                if (listener.After is { } after && (hasWaited || after < live.Simulator.Status.Tick - StreamedCurves.MostTicks)) break;
                awaited = _hub.Prepare(listener);
            }
            finally
            {
                _joining.Release();
            }

            try
            {
                foreach (var preparation in awaited) await preparation.Done.WaitAsync(cancellation);
            }
            finally
            {
                foreach (var preparation in awaited) _hub.Abandon(preparation);
            }
        }

        await _hub.CatchUpAsync(listener, output, cancellation);
    }

    private async Task FollowAsync(StreamListener listener, StreamOutput output, CancellationToken cancellation)
    {
        var beat = Task.Delay(Heartbeat, options.Wall, cancellation);
        var news = listener.WaitAsync(cancellation);
        while (!listener.HasEnded)
        {
            await Task.WhenAny(news, beat);
            cancellation.ThrowIfCancellationRequested();
            if (beat.IsCompleted)
            {
                await output.WriteAsync(StreamMessage.Heartbeat);
                beat = Task.Delay(Heartbeat, options.Wall, cancellation);
            }

            if (!news.IsCompleted) continue;
            while (listener.Take() is { } message) await output.WriteAsync(message);
            news = listener.WaitAsync(cancellation);
        }

        if (listener.Last is { Length: > 0 } last) await output.WriteAsync(last);
    }
}
