using Microsoft.Extensions.Time.Testing;

namespace MetricsSimulator.Test.Http;

/// <summary>A clock that the test moves, and that tells how many timers were asked of it. Thread-safe.</summary>
internal sealed class CountingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private int _timersCreated;

    /// <summary>The number of timers so far.</summary>
    public int TimersCreated => Volatile.Read(ref _timersCreated);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _timersCreated);
        return timer;
    }
}
