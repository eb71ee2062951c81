using System.Buffers;
using System.Collections.Immutable;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// Computes the past of curves up to the current tick: for a listener that lacks many ticks, until it can join the others, or for all who want to begin with them. One thread at a time.
/// </summary>
internal sealed class StreamCatchUp
{
    // Little is written at a time, so that a reader who waits does not keep others from computing, and that memory stays small.
    private const int MostBytes = 1 << 16;

    private readonly LiveRun _live;
    private readonly StreamHub _hub;
    private readonly StreamListener? _listener;
    private readonly ImmutableArray<StreamedCurves> _curves;
    private readonly StreamReplay _replay;
    private readonly long _first;
    private IEnumerator<long>? _ticks;
    private long _reached;
    private bool _isThere;

    /// <summary>Prepares to catch up.</summary>
    /// <param name="live">The run.</param>
    /// <param name="hub">Receives the curves, or the listener.</param>
    /// <param name="curves">The curves.</param>
    /// <param name="first">The first tick that somebody lacks.</param>
    /// <param name="listener">The listener; null to compute for all.</param>
    public StreamCatchUp(LiveRun live, StreamHub hub, IEnumerable<CurveRequest> curves, long first, StreamListener? listener = null)
    {
        (_live, _hub, _listener, _first, _replay) = (live, hub, listener, first, new StreamReplay(live));
        _curves = [.. curves.Select(curve => new StreamedCurves(curve, live.Beginning.Model.Timeline))];
        // The current tick must be read even if nobody lacks it, and windows begin earlier.
        var read = Math.Min(first, live.Simulator.Status.Tick);
        _reached = _curves.Select(curve => curve.BeginOf(read)).Append(read).Min() - 1;
    }

    /// <summary>Computes all, in turns with others.</summary>
    /// <param name="permits">Limits how many compute at the same time.</param>
    /// <param name="output">Receives the messages that the listener lacks; null without a listener.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task RunAsync(SemaphoreSlim permits, StreamOutput? output, CancellationToken cancellation)
    {
        var text = new ArrayBufferWriter<byte>();
        for (var isDone = false; !isDone;)
        {
            await permits.WaitAsync(cancellation);
            try
            {
                isDone = await Task.Run(() => Compute(text, cancellation), CancellationToken.None);
            }
            finally
            {
                permits.Release();
            }

            if (output is not null && text.WrittenCount > 0) await output.WriteAsync(text.WrittenMemory);
            text.ResetWrittenCount();
        }
    }

    /// <summary>Computes a few ticks.</summary>
    /// <param name="output">Receives the messages that the listener lacks.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>Whether the listener has joined, or all can; false if there is more to do.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public bool Compute(ArrayBufferWriter<byte> output, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_listener is not null && _hub.TryJoin(_listener)) return true;
        if (!_isThere && !(_isThere = _reached >= _live.Simulator.Status.Tick || _replay.Approach(_curves, _reached + 1, cancellation))) return false;
        var computed = 0;
        while (true)
        {
            _ticks ??= _replay.Read(_curves, _reached + 1, _live.Simulator.Status.Tick, cancellation).GetEnumerator();
            while (_ticks.MoveNext())
            {
                cancellation.ThrowIfCancellationRequested();
                _reached = _ticks.Current;
                Keep(output);
                if (++computed == StreamReplay.AtATime || output.WrittenCount >= MostBytes) return false;
            }

            _ticks.Dispose();
            _ticks = null;
            if (_listener is null ? _hub.TryAdd(_curves, _reached) : _hub.TryJoin(_listener, _curves, _reached)) return true;
        }
    }

    private void Keep(ArrayBufferWriter<byte> output)
    {
        if (_reached < _first) return;
        foreach (var curve in _curves) curve.Keep();
        if (_listener is null) return;
        output.Write(StreamMessage.OfTick(_live, _reached, _curves, _listener.Request.HasChanges));
        _listener.After = _reached;
    }
}
