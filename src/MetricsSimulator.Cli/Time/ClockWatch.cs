using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Time;

/// <summary>Reports when someone sets the system's clock. The run follows elapsed time, so it then differs from the clock.</summary>
internal sealed class ClockWatch : IDisposable
{
    /// <summary>How often the clocks are compared.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    // Smaller differences are the usual corrections of a time server.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _wall;
    private readonly TimeProvider _run;
    private readonly Action<string> _tell;
    private readonly ITimer _timer;
    private TimeSpan _told;

    /// <summary>Watches from now on.</summary>
    /// <param name="wall">The system's clock.</param>
    /// <param name="run">The clock of the run, which agreed with the system's clock when the run began.</param>
    /// <param name="tell">Receives a line each time the system's clock was set; called by one thread at a time.</param>
    public ClockWatch(TimeProvider wall, TimeProvider run, Action<string> tell)
    {
        _wall = wall;
        _run = run;
        _tell = tell;
        _timer = wall.CreateTimer(_ => Compare(), null, Interval, Interval);
    }

    /// <summary>How far the system's clock is ahead of the run: negative if it was set back, zero if the two differ by less than a second.</summary>
    public TimeSpan Offset => _wall.GetUtcNow() - _run.GetUtcNow() is var offset && offset.Duration() >= s_tolerance ? offset : TimeSpan.Zero;

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Compare()
    {
        var offset = Offset;
        if ((offset - _told).Duration() < s_tolerance) return;
        _told = offset;
        var seconds = TimeSpan.FromSeconds(Math.Round(offset.Duration().TotalSeconds));
        _tell(offset == TimeSpan.Zero
            ? "serve: the system's clock agrees with the run again."
            : $"serve: the system's clock was set, and is {DurationText.Format(seconds)} {(offset > TimeSpan.Zero ? "ahead of" : "behind")} the run, which continues at its own pace. Restart the simulator to follow the clock.");
    }
}
