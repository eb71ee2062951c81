using System.Collections.Immutable;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// Follows a run for all who listen to it. At each tick, it computes each of the curves once, and each message once, however many want it. It sends every tick; those that the run has passed meanwhile are
/// computed again. It waits for no listener, and does nothing while there is none. Thread-safe.
/// </summary>
/// <param name="live">The run.</param>
/// <param name="log">Receives a line if it fails; null for no log.</param>
internal sealed class StreamHub(LiveRun live, Action<string>? log) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StreamedCurves> _curves = new(StringComparer.Ordinal);
    private List<StreamListener> _listeners = [];
    private StreamReplay _replay = new(live);
    private CancellationTokenSource _idle = new();
    private bool _follows;
    private bool _isOver;
    private long _tick;
    private int _count;

    /// <summary>Adds a listener, if it has got all ticks before the next one.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="curves">Its curves, which have read the last tick that it got and the windows before it.</param>
    /// <param name="reached">That tick; it has come.</param>
    /// <returns>False if it lacks ticks: it must get them first.</returns>
    public bool TryJoin(StreamListener listener, ImmutableArray<StreamedCurves> curves, long reached)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                listener.End(StreamMessage.Over(live.Number));
                return true;
            }

            LetGo();
            if (_listeners.Count == 0) (_tick, _replay) = (reached, new StreamReplay(live));
            else if (_tick < reached) MoveTo(reached);
            if (_tick != reached) return false;
            listener.Curves = [.. curves.Select(Shared)];
            Add(listener);
            return true;
        }
    }

    /// <summary>Adds a listener who lacks nothing but the current tick, if others listen to the same curves already. So the past need not be computed again for it.</summary>
    /// <param name="listener">The listener.</param>
    /// <returns>Whether it was added.</returns>
    public bool TryJoin(StreamListener listener)
    {
        lock (_lock)
        {
            LetGo();
            var request = listener.Request;
            if (_isOver || _listeners.Count == 0 || request.After < _tick - 1 || request.After > _tick || !request.Curves.All(curve => _curves.ContainsKey(curve.Key))) return false;
            listener.Curves = [.. request.Curves.Select(curve => _curves[curve.Key])];
            if (request.After < _tick) listener.Send(StreamMessage.OfTick(live, _tick, listener.Curves, request.HasChanges));
            Add(listener);
            return true;
        }
    }

    /// <summary>Removes a listener, whether it has joined or not.</summary>
    public void Leave(StreamListener listener)
    {
        listener.End([]);
        if (listener.HasJoined && Interlocked.Decrement(ref _count) == 0) Volatile.Read(ref _idle).Cancel();
    }

    /// <summary>Ends all streams, now and later, because the run was started over.</summary>
    public void Over()
    {
        lock (_lock)
        {
            _isOver = true;
            foreach (var listener in _listeners) listener.End(StreamMessage.Over(live.Number));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _idle.Dispose();

    private async Task FollowAsync()
    {
        try
        {
            while (true)
            {
                try
                {
                    var tick = await live.Simulator.TickAfter(Volatile.Read(ref _tick), _idle.Token);
                    lock (_lock) MoveTo(tick);
                }
                catch (OperationCanceledException) when (_idle.IsCancellationRequested)
                {
                    if (!GoesOn()) return;
                }
            }
        }
#pragma warning disable CA1031 // No exception may end the program, which still answers scrapes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log?.Invoke($"serve: streams failed because of an error in the program; they end: {exception.GetType().Name}: {exception.Message}");
            lock (_lock)
            {
                foreach (var listener in _listeners) listener.End([]);
                _follows = false;
            }
        }
    }

    // Another listener may have come since the last one left.
    private bool GoesOn()
    {
        lock (_lock)
        {
            LetGo();
            Volatile.Write(ref _idle, new CancellationTokenSource());
            _follows = _listeners.Count > 0;
            if (!_follows) _replay = new StreamReplay(live);
            return _follows;
        }
    }

    private void Add(StreamListener listener)
    {
        listener.HasJoined = true;
        _listeners.Add(listener);
        Interlocked.Increment(ref _count);
        if (_follows) return;
        _follows = true;
        _ = Task.Run(FollowAsync);
    }

    private void MoveTo(long tick)
    {
        LetGo();
        if (_listeners.Count == 0 || tick <= _tick) return;
        if (tick == _tick + 1)
        {
            using var snapshot = live.Simulator.Acquire();
            if (snapshot.Tick == tick)
            {
                foreach (var curve in _curves.Values) curve.Read(snapshot);
                Send(tick);
                return;
            }
        }

        foreach (var passed in _replay.Read(_curves.Values, _tick + 1, tick, CancellationToken.None)) Send(passed);
    }

    private void Send(long tick)
    {
        Volatile.Write(ref _tick, tick);
        var messages = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var listener in _listeners)
        {
            if (!messages.TryGetValue(listener.Request.Key, out var message))
                messages[listener.Request.Key] = message = StreamMessage.OfTick(live, tick, listener.Curves, listener.Request.HasChanges);
            listener.Send(message);
        }
    }

    private StreamedCurves Shared(StreamedCurves curves) => _curves.TryGetValue(curves.Request.Key, out var shared) ? shared : _curves[curves.Request.Key] = curves;

    // What nobody listens to any more is not computed any more.
    private void LetGo()
    {
        if (_listeners.TrueForAll(listener => !listener.HasEnded)) return;
        _listeners = _listeners.FindAll(listener => !listener.HasEnded);
        var wanted = _listeners.SelectMany(listener => listener.Curves).Select(curve => curve.Request.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var key in _curves.Keys.Where(key => !wanted.Contains(key)).ToList()) _curves.Remove(key);
    }
}
