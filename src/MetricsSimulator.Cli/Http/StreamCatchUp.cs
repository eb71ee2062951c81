using System.Buffers;
using System.Collections.Immutable;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Http;

/// <summary>Computes the ticks that a listener lacks, until it can join the others. One thread at a time.</summary>
internal sealed class StreamCatchUp
{
    // Little is written at a time, so that a reader who waits does not keep others from computing, and that memory stays small.
    private const int MostBytes = 1 << 16;

    private readonly LiveRun _live;
    private readonly StreamHub _hub;
    private readonly StreamListener _listener;
    private readonly ImmutableArray<StreamedCurves> _curves;
    private readonly StreamReplay _replay;
    private IEnumerator<long>? _ticks;
    private long _reached;
    private bool _hasBegun;

    /// <summary>Prepares to catch up.</summary>
    /// <param name="live">The run.</param>
    /// <param name="hub">The other listeners.</param>
    /// <param name="listener">The listener.</param>
    public StreamCatchUp(LiveRun live, StreamHub hub, StreamListener listener)
    {
        var (request, timeline) = (listener.Request, live.Beginning.Model.Timeline);
        (_live, _hub, _listener, _replay) = (live, hub, listener, new StreamReplay(live));
        _curves = [.. request.Curves.Select(curve => new StreamedCurves(curve, timeline))];
        // The windows of its first message begin earlier.
        _reached = _curves.Select(curve => curve.BeginOf(request.After + 1)).Append(request.After + 1).Min() - 1;
    }

    /// <summary>Writes some of the messages that the listener lacks. Joins when it lacks none.</summary>
    /// <param name="output">Receives the messages.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>Whether it has joined; false if there is more.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public bool Compute(ArrayBufferWriter<byte> output, CancellationToken cancellation)
    {
        if (!_hasBegun && _hub.TryJoin(_listener)) return true;
        _hasBegun = true;
        while (true)
        {
            _ticks ??= _replay.Read(_curves, _reached + 1, _live.Simulator.Status.Tick, cancellation).GetEnumerator();
            while (_ticks.MoveNext())
            {
                cancellation.ThrowIfCancellationRequested();
                _reached = _ticks.Current;
                if (_reached > _listener.Request.After) output.Write(StreamMessage.OfTick(_live, _reached, _curves, _listener.Request.HasChanges));
                if (output.WrittenCount >= MostBytes) return false;
            }

            _ticks.Dispose();
            _ticks = null;
            if (_hub.TryJoin(_listener, _curves, _reached)) return true;
        }
    }
}
