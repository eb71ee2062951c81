using MetricsSimulator.Cli.Time;
using Microsoft.Extensions.Time.Testing;

namespace MetricsSimulator.Test.Time;

public sealed class ScaledTimeProviderTest
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_begins_with_the_clock_and_runs_so_many_times_faster()
    {
        var clock = new FakeTimeProvider(s_start);
        clock.Advance(TimeSpan.FromHours(1));
        var scaled = new ScaledTimeProvider(clock, 60);
        Assert.Equal(s_start.AddHours(1), scaled.GetUtcNow());
        var began = scaled.GetTimestamp();
        clock.Advance(TimeSpan.FromMinutes(24));
        Assert.Equal(s_start.AddHours(25), scaled.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(24), scaled.GetElapsedTime(began));
    }

    [Fact]
    public void Its_timers_are_due_when_its_own_time_has_come()
    {
        var clock = new FakeTimeProvider(s_start);
        var scaled = new ScaledTimeProvider(clock, 60);
        var fired = new List<DateTimeOffset>();
        using var timer = scaled.CreateTimer(_ => fired.Add(scaled.GetUtcNow()), null, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
        clock.Advance(TimeSpan.FromMilliseconds(1999));
        Assert.Empty(fired);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([s_start.AddMinutes(2), s_start.AddMinutes(3)], fired);
        timer.Change(TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(2, fired.Count);
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(3, fired.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(-60)]
    [InlineData(10_001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_scale_that_breaks_the_rule_is_refused(double scale) =>
        Assert.Throws<ArgumentException>(() => new ScaledTimeProvider(TimeProvider.System, scale));
}
