using Microsoft.AspNetCore.Http.Features;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// Answers from the past of a run, computed again while the run continues, and sent while they are computed. Each has one thread, and only a few compute at the
/// same time, so that scrapes stay fast. An answer that waits for its reader lets another compute. One that finds too many under way waits for ten seconds, and is
/// then refused. Thread-safe.
/// </summary>
internal sealed class ComputedAnswers(ServeOptions options) : IDisposable
{
    /// <summary>The most answers that are computed at the same time.</summary>
    public const int MostAtATime = 2;

    /// <summary>The most answers at the same time, including those that wait for their readers.</summary>
    public const int MostUnderWay = 16;

    private const string SecondsToWait = "5";

    // Most answers take much less.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _computing = new(MostAtATime);
    private readonly SemaphoreSlim _underWay = new(MostUnderWay);

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="describe">Sets the headers of the answer. HEAD gets no more.</param>
    /// <param name="write">Computes the answer and writes it to a stream.</param>
    public async Task AnswerAsync(HttpContext context, Action describe, Action<Stream> write)
    {
        var response = context.Response;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            describe();
            return;
        }

        if (!await BeginAsync(context))
        {
            response.Headers.RetryAfter = SecondsToWait;
            await new Problem(StatusCodes.Status503ServiceUnavailable, $"{MostUnderWay} histories are under way, which is the limit. Ask again in {SecondsToWait} seconds.").WriteAsync(context);
            return;
        }

        try
        {
            describe();
            using var late = new CancellationTokenSource(options.LongestHistory, options.Wall);
            await using var registration = late.Token.Register(context.Abort);
            // The computation waits for the reader, so that it needs little memory. It may block, because it has its own thread.
            context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
            await Task.Factory.StartNew(() => Write(context, write), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The reader is gone, so the answer ends.
        }
        finally
        {
            _underWay.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _computing.Dispose();
        _underWay.Dispose();
    }

    // When a class opens the page at once, each of its requests takes a moment, so it is better to wait than to refuse.
    private async Task<bool> BeginAsync(HttpContext context)
    {
        if (_underWay.Wait(0)) return true;
        using var patience = new CancellationTokenSource(s_longestWait, options.Wall);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.RequestAborted);
        try
        {
            await _underWay.WaitAsync(end.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Write(HttpContext context, Action<Stream> write)
    {
        using var output = new SharedComputationStream(context.Response.Body, _computing, context.RequestAborted);
        write(output);
    }
}
