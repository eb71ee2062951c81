namespace MetricsSimulator.Cli.Time;

/// <summary>
/// A clock that runs faster than another. Both agree at the moment of its creation. Its timers run faster, too.
/// Thread-safe.
/// </summary>
internal sealed class ScaledTimeProvider : TimeProvider
{
    private readonly TimeProvider _inner;
    private readonly double _scale;
    private readonly DateTimeOffset _origin;
    private readonly long _started;

    /// <summary>Starts the clock.</summary>
    /// <param name="inner">The other clock.</param>
    /// <param name="scale">How many times faster it runs; see <see cref="ScaleViolation"/>.</param>
    /// <exception cref="ArgumentException">The scale breaks its rule.</exception>
    public ScaledTimeProvider(TimeProvider inner, double scale)
    {
        Rule.Require(ScaleViolation(scale), "scale");
        _inner = inner;
        _scale = scale;
        _origin = inner.GetUtcNow();
        _started = inner.GetTimestamp();
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => _inner.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _inner.LocalTimeZone;

    /// <summary>The rule that a scale breaks; null if it breaks none. It must be from 1 to 10000.</summary>
    public static string? ScaleViolation(double scale) => scale is >= 1 and <= 10_000 ? null : Rule.Broken("must be from 1 to 10000", scale);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _origin + _inner.GetElapsedTime(_started) * _scale;

    /// <inheritdoc/>
    public override long GetTimestamp() => _started + (long)((_inner.GetTimestamp() - _started) * _scale);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(_inner.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    private TimeSpan Real(TimeSpan simulated) => simulated <= TimeSpan.Zero ? simulated : simulated / _scale;

    private sealed class ScaledTimer(ITimer inner, ScaledTimeProvider time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(time.Real(dueTime), time.Real(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
