using MetricsSimulator.Cli.Time;
using Microsoft.Extensions.Time.Testing;

namespace MetricsSimulator.Test.Time;

public sealed class ClockWatchTest
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, "serve: the system's clock was set, and is 1h behind the run, which continues at its own pace. Restart the simulator to follow the clock.")]
    [InlineData(9600, "serve: the system's clock was set, and is 9600h ahead of the run, which continues at its own pace. Restart the simulator to follow the clock.")]
    public void A_clock_that_is_set_is_told_once_and_the_run_goes_on(int hours, string line)
    {
        var wall = new SettableClock();
        var run = new ScaledTimeProvider(wall, 1);
        var told = new List<string>();
        using var watch = new ClockWatch(wall, run, told.Add);
        wall.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.Zero, watch.Offset);
        wall.Ahead = TimeSpan.FromHours(hours);
        wall.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.FromHours(hours), watch.Offset);
        Assert.Equal(s_start + TimeSpan.FromMinutes(2), run.GetUtcNow());
        Assert.Equal(line, Assert.Single(told));
    }

    [Fact]
    public void A_clock_that_is_kept_right_is_not_told()
    {
        var wall = new SettableClock();
        var told = new List<string>();
        using var watch = new ClockWatch(wall, new ScaledTimeProvider(wall, 1), told.Add);
        wall.Ahead = TimeSpan.FromMilliseconds(900);
        wall.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(told);
    }

    /// <summary>A clock that can be set, while the time that passes goes on.</summary>
    private sealed class SettableClock() : FakeTimeProvider(s_start)
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

        // Setting the clock does not change the time that passes.
        public override long GetTimestamp() => base.GetTimestamp() - Ahead.Ticks;
    }
}
