using CsCheck;
using MetricsSimulator.Model;

namespace MetricsSimulator.Test.Model;

public sealed class TimelineTest
{
    private static readonly DateTimeOffset NewYear = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_start_between_two_ticks_is_rounded_up()
    {
        Assert.Equal(NewYear.AddSeconds(10), new Timeline(NewYear.AddTicks(1), TimeSpan.FromSeconds(10)).Start);
        Assert.Equal(NewYear, new Timeline(NewYear, TimeSpan.FromSeconds(10)).Start);
    }

    [Fact]
    public void Ticks_lie_on_multiples_of_the_interval_since_the_epoch_and_hold_until_the_next() =>
        Gen.Select(Gen.Int[1, 86_400_000], Gen.Long[0, 4_000_000_000_000], Gen.Int[0, 1_000_000], Gen.Double[0, 0.999]).Sample((interval, start, tick, within) =>
        {
            var timeline = new Timeline(DateTimeOffset.FromUnixTimeMilliseconds(start), TimeSpan.FromMilliseconds(interval));
            var instant = timeline.InstantOf(tick);
            Assert.Equal(0, instant.ToUnixTimeMilliseconds() % interval);
            Assert.Equal(tick, timeline.TickAt(instant));
            Assert.Equal(tick, timeline.TickAt(instant + within * TimeSpan.FromMilliseconds(interval)));
            Assert.Equal(tick - 1, timeline.TickAt(instant.AddTicks(-1)));
        });

    [Fact]
    public void The_ticks_in_a_span_are_counted_up_to_the_longest_span()
    {
        var timeline = new Timeline(NewYear, TimeSpan.FromSeconds(10));
        Assert.Equal(0, timeline.TicksIn(TimeSpan.Zero));
        Assert.Equal(1, timeline.TicksIn(TimeSpan.FromTicks(1)));
        Assert.Equal(1, timeline.TicksIn(TimeSpan.FromSeconds(10)));
        Assert.Equal(2, timeline.TicksIn(TimeSpan.FromSeconds(10) + TimeSpan.FromTicks(1)));
        Assert.Equal(long.MaxValue / 100_000_000 + 1, timeline.TicksIn(TimeSpan.MaxValue));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(5_000)]
    [InlineData(25 * 36_000_000_000L)]
    public void An_interval_that_is_not_whole_milliseconds_up_to_a_day_is_refused(long ticks) =>
        Assert.Throws<ArgumentException>(() => new Timeline(NewYear, TimeSpan.FromTicks(ticks)));
}
