namespace MetricsSimulator.Cli.Time;

/// <summary>A clock that stands still until it is advanced. Thread-safe.</summary>
/// <param name="start">Its first instant.</param>
internal sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _now = start;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // The state of a delay is its task.
        var alarm = new Alarm(this, state is Task, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Whether a task waits for an instant, as <see cref="Task.Delay(TimeSpan, TimeProvider)"/> does. A limit that cancels something does not count.</summary>
    public bool HasPause
    {
        get
        {
            lock (_lock)
            {
                foreach (var alarm in _alarms)
                    if (alarm.IsPause) return true;
                return false;
            }
        }
    }

    /// <summary>Whether anything happens if time passes.</summary>
    public bool HasTimer
    {
        get
        {
            lock (_lock) return _alarms.Count > 0;
        }
    }

    /// <summary>Lets time pass until the next timer is due, and calls it, or until an instant if none is due before.</summary>
    /// <param name="end">The instant.</param>
    public void AdvanceTowards(DateTimeOffset end)
    {
        if (NextUntil(end) is { } due) due.Call();
        else lock (_lock) _now = end;
    }

    private Alarm? NextUntil(DateTimeOffset end)
    {
        lock (_lock)
        {
            Alarm? next = null;
            foreach (var alarm in _alarms)
                if (alarm.Due <= end && (next is null || alarm.Due < next.Due)) next = alarm;
            if (next is null) return null;
            _now = next.Due > _now ? next.Due : _now;
            if (next.Period > TimeSpan.Zero) next.Due += next.Period;
            else _alarms.Remove(next);
            return next;
        }
    }

    private sealed class Alarm(ManualTimeProvider clock, bool isPause, Action call) : ITimer
    {
        public bool IsPause => isPause;

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public Action Call => call;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._alarms.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                (Due, Period) = (clock._now + dueTime, period);
                clock._alarms.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._lock) clock._alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
