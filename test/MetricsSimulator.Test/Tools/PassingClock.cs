namespace MetricsSimulator.Test.Tools;

/// <summary>A clock that moves by a fixed time before each reading, and otherwise stops.</summary>
/// <param name="start">The instant before the first time.</param>
/// <param name="passes">By how much it goes on each time.</param>
internal sealed class PassingClock(DateTimeOffset start, IEnumerable<TimeSpan> passes) : TimeProvider
{
    private readonly Queue<TimeSpan> _passes = new(passes);
    private DateTimeOffset _now = start;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now += _passes.TryDequeue(out var passed) ? passed : TimeSpan.Zero;
}
