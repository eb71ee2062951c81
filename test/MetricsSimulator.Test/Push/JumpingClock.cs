namespace MetricsSimulator.Test.Push;

/// <summary>
/// A clock on which nobody waits: a pause ends at once, and moves the clock. Only timers of one length wait, until the
/// test says that they are over. Thread-safe.
/// </summary>
/// <param name="start">Where it begins.</param>
/// <param name="waiting">The length of the timers that wait.</param>
internal sealed class JumpingClock(DateTimeOffset start, TimeSpan waiting) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = start;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        lock (_lock)
        {
            if (dueTime == waiting) _timers.Add(timer);
            else if (dueTime != Timeout.InfiniteTimeSpan) timer.EndAfter(dueTime);
        }

        return timer;
    }

    /// <summary>Lets the timers that wait come to their end.</summary>
    public void EndWaiting()
    {
        lock (_lock)
        {
            _now += waiting;
            foreach (var timer in _timers) timer.EndAfter(TimeSpan.Zero);
            _timers.Clear();
        }
    }

    private sealed class Timer(JumpingClock clock, Action callback) : ITimer
    {
        public void EndAfter(TimeSpan time)
        {
            clock._now += time;
            // The creator of the timer may not have stored it yet.
            ThreadPool.QueueUserWorkItem(_ => callback());
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            lock (clock._lock) clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
