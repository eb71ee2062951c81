using System.Collections.Immutable;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// Follows a run for all who listen to it. At each tick, it computes each of the curves once, and each message once, however many want it. It sends every tick; those that the run has passed meanwhile are
/// computed again. The past of a curve is computed once for all who want to begin with it. It waits for no listener. A curve to which nobody listens any more stays for some ticks, for a listener that comes back.
/// Thread-safe.
/// </summary>
/// <param name="live">The run.</param>
/// <param name="log">Receives a line if it fails; null for no log.</param>
internal sealed class StreamHub(LiveRun live, Action<string>? log) : IDisposable
{
    // The most curves that stay although nobody listens to them.
    private const int MostIdle = 4 * StreamRequest.MostCurves;

    // As many compute the past at the same time as histories, so that scrapes stay fast.
    private readonly SemaphoreSlim _permits = new(ComputedAnswers.MostAtATime);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StreamedCurves> _curves = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StreamPreparation> _preparing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _messages = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private List<StreamListener> _listeners = [];
    private StreamReplay _replay = new(live);
    private bool _follows;
    private bool _isOver;
    private long _tick;
    private int _computations;

    /// <summary>How often the past of curves was computed, for all or for one listener.</summary>
    public int Computations => Volatile.Read(ref _computations);

    private bool IsEmpty => _listeners.Count == 0 && _curves.Count == 0;

    /// <summary>Adds curves, if they have read all ticks before the next one.</summary>
    /// <param name="curves">The curves. They have read a tick and the windows before it.</param>
    /// <param name="reached">That tick; it has come.</param>
    /// <returns>False if they lack ticks: they must read them first.</returns>
    public bool TryAdd(ImmutableArray<StreamedCurves> curves, long reached)
    {
        lock (_lock)
        {
            if (_isOver) return true;
            LetGo(live.Simulator.Status.Tick);
            if (IsEmpty) Begin(reached);
            else if (_tick < reached) MoveTo(reached);
            if (_tick != reached) return false;
            foreach (var curve in curves)
            {
                curve.Keep();
                curve.IdleSince = _tick;
                _curves.TryAdd(curve.Request.Key, curve);
            }

            Follow();
            return true;
        }
    }

    /// <summary>Adds a listener, if it or the curves here have all ticks before the next one.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="curves">Its curves, which have read the last tick that it got and the windows before it.</param>
    /// <param name="reached">That tick; it has come.</param>
    /// <returns>False if it lacks ticks: it must get them first.</returns>
    public bool TryJoin(StreamListener listener, ImmutableArray<StreamedCurves> curves, long reached)
    {
        lock (_lock)
        {
            TryAdd(curves, reached);
            return TryJoin(listener);
        }
    }

    /// <summary>Adds a listener, if the curves that it wants are here, with all ticks that it lacks. So the past need not be computed again for it.</summary>
    /// <param name="listener">The listener.</param>
    /// <returns>Whether it was added.</returns>
    public bool TryJoin(StreamListener listener)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                listener.End(StreamMessage.Over(live.Number));
                return true;
            }

            var now = live.Simulator.Status.Tick;
            LetGo(now);
            var request = listener.Request;
            if (!request.Curves.All(curve => _curves.ContainsKey(curve.Key))) return false;
            if (IsEmpty) Begin(now);
            listener.Curves = [.. request.Curves.Select(curve => _curves[curve.Key])];
            // Ticks that have come, but not to this hub, follow later.
            var after = listener.After ?? now - 1;
            if (after < _tick && !TrySend(listener, after)) return false;
            listener.After = Math.Max(after, _tick);
            foreach (var curve in listener.Curves) curve.IdleSince = null;
            _listeners.Add(listener);
            Follow();
            return true;
        }
    }

    /// <summary>Begins to compute the past of the curves that a listener wants and that are not here, unless that is under way.</summary>
    /// <param name="listener">The listener.</param>
    /// <returns>What the listener must wait for. Give each back to <see cref="Abandon"/>.</returns>
    public ImmutableArray<StreamPreparation> Prepare(StreamListener listener)
    {
        lock (_lock)
        {
            var missing = listener.Request.Curves.Where(curve => !_curves.ContainsKey(curve.Key)).ToList();
            var begun = missing.Where(curve => !_preparing.ContainsKey(curve.Key)).ToImmutableArray();
            if (!begun.IsEmpty)
            {
                Interlocked.Increment(ref _computations);
                var now = live.Simulator.Status.Tick;
                // Others who come meanwhile may lack some ticks more.
                var preparation = new StreamPreparation(begun, Math.Max(0, Math.Min(listener.After + 1 ?? now, now - StreamReplay.AtATime)));
                foreach (var curve in begun) _preparing[curve.Key] = preparation;
                preparation.Done = Task.Run(() => PrepareAsync(preparation));
            }

            var awaited = missing.Select(curve => _preparing[curve.Key]).Distinct().ToImmutableArray();
            foreach (var preparation in awaited) preparation.Waiting++;
            return awaited;
        }
    }

    /// <summary>Waits for a computation no more. If nobody does, it ends.</summary>
    public void Abandon(StreamPreparation preparation)
    {
        lock (_lock)
        {
            if (--preparation.Waiting == 0 && Remove(preparation)) preparation.Cancel();
        }
    }

    /// <summary>Computes and sends what a listener lacks, for it alone, until it can join.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="output">Receives the messages.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task CatchUpAsync(StreamListener listener, StreamOutput output, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _computations);
        var first = listener.After + 1 ?? live.Simulator.Status.Tick;
        return new StreamCatchUp(live, this, listener.Request.Curves, first, listener).RunAsync(_permits, output, cancellation);
    }

    /// <summary>Ends all streams, now and later, because the run was started over.</summary>
    public void Over()
    {
        lock (_lock)
        {
            _isOver = true;
            foreach (var listener in _listeners) listener.End(StreamMessage.Over(live.Number));
        }

        _end.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _permits.Dispose();
    }

    private async Task PrepareAsync(StreamPreparation preparation)
    {
        try
        {
            await new StreamCatchUp(live, this, preparation.Curves, preparation.First).RunAsync(_permits, null, preparation.Cancellation);
        }
        catch (OperationCanceledException) when (preparation.Cancellation.IsCancellationRequested)
        {
            // Nobody waits for it.
        }
        finally
        {
            lock (_lock) Remove(preparation);
            preparation.Dispose();
        }
    }

    private bool Remove(StreamPreparation preparation)
    {
        var isUnderWay = false;
        foreach (var curve in preparation.Curves)
            if (_preparing.TryGetValue(curve.Key, out var other) && ReferenceEquals(other, preparation)) isUnderWay |= _preparing.Remove(curve.Key);
        return isUnderWay;
    }

    private async Task FollowAsync(CancellationToken end)
    {
        try
        {
            while (true)
            {
                var tick = await live.Simulator.TickAfter(Volatile.Read(ref _tick), end);
                lock (_lock)
                {
                    MoveTo(tick);
                    _follows = !IsEmpty;
                    if (!_follows) return;
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The run was started over, or the server stops.
        }
#pragma warning disable CA1031 // No exception may end the program, which still answers scrapes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log?.Invoke($"serve: streams failed because of an error in the program; they end: {exception.GetType().Name}: {exception.Message}");
            lock (_lock)
            {
                foreach (var listener in _listeners) listener.End([]);
                _listeners = [];
                // A curve that has read a part of a tick is of no use.
                _curves.Clear();
                _follows = false;
            }
        }
    }

    private void Begin(long tick)
    {
        _replay = new StreamReplay(live);
        _messages.Clear();
        Volatile.Write(ref _tick, tick);
    }

    private void Follow()
    {
        if (_follows || IsEmpty) return;
        _follows = true;
        var end = _end.Token;
        _ = Task.Run(() => FollowAsync(end), CancellationToken.None);
    }

    private void MoveTo(long tick)
    {
        LetGo(tick);
        if (IsEmpty || tick <= _tick) return;
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
        _messages.Clear();
        Volatile.Write(ref _tick, tick);
        foreach (var curve in _curves.Values) curve.Keep();
        foreach (var listener in _listeners)
            if (tick > listener.After) listener.Send(MessageOf(listener, tick));
    }

    // Sends what has passed since a tick, if it is all here and not more than may wait.
    private bool TrySend(StreamListener listener, long after)
    {
        if (after < _tick - StreamedCurves.MostTicks || listener.Curves.Any(curve => curve.FirstKept > after + 1)) return false;
        var messages = new List<byte[]>();
        for (var tick = after + 1; tick <= _tick; tick++) messages.Add(MessageOf(listener, tick));
        if (messages.Count > 1 && messages.Sum(message => (long)message.Length) > StreamListener.MostBytes / 2) return false;
        foreach (var message in messages) listener.Send(message);
        return true;
    }

    private byte[] MessageOf(StreamListener listener, long tick)
    {
        var request = listener.Request;
        if (tick < _tick) return StreamMessage.OfTick(live, tick, listener.Curves, request.HasChanges);
        return _messages.TryGetValue(request.Key, out var message) ? message : _messages[request.Key] = StreamMessage.OfTick(live, tick, listener.Curves, request.HasChanges);
    }

    // Forgets listeners that are gone, and curves to which nobody has listened for long.
    private void LetGo(long tick)
    {
        if (_listeners.Exists(listener => listener.HasEnded))
        {
            _listeners = _listeners.FindAll(listener => !listener.HasEnded);
            var wanted = _listeners.SelectMany(listener => listener.Curves).ToHashSet();
            foreach (var curve in _curves.Values.Where(curve => !wanted.Contains(curve))) curve.IdleSince ??= _tick;
        }

        var idle = _curves.Values.Where(curve => curve.IdleSince is not null).ToList();
        idle.Sort((one, other) => other.IdleSince!.Value.CompareTo(one.IdleSince!.Value));
        for (var i = 0; i < idle.Count; i++)
            if (i >= MostIdle || tick - idle[i].IdleSince > StreamedCurves.MostTicks) _curves.Remove(idle[i].Request.Key);
    }
}
