using MetricsSimulator.Cycles;

namespace MetricsSimulator.Test.Cycles;

public sealed class ZoneOffsetsTest
{
    private static readonly DateTimeOffset s_spring = new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    [Fact]
    public void An_offset_holds_from_its_transition_on()
    {
        var zone = new ZoneOffsets("Zone", [s_spring], [s_hour, 2 * s_hour]);

        Assert.Equal(s_hour, zone.OffsetAt(s_spring.AddTicks(-1)));
        Assert.Equal(2 * s_hour, zone.OffsetAt(s_spring));
        Assert.Equal(TimeSpan.Zero, ZoneOffsets.Utc.OffsetAt(s_spring));
    }

    [Fact]
    public void Parts_that_make_no_zone_are_refused()
    {
        Assert.Equal("must have a name", ZoneOffsets.Violation("", [], [TimeSpan.Zero]));
        Assert.Equal("must have one offset more than transitions", ZoneOffsets.Violation("Zone", [], []));
        Assert.Equal("must have one offset more than transitions", ZoneOffsets.Violation("Zone", default, default));
        Assert.Equal("must have transitions that ascend", ZoneOffsets.Violation("Zone", [s_spring, s_spring], [s_hour, s_hour, s_hour]));
        Assert.Equal("must have offsets of at most 18 hours, got -19", ZoneOffsets.Violation("Zone", [], [-19 * s_hour]));
        Assert.Throws<ArgumentException>(() => new ZoneOffsets("Zone", [], []));
    }

    [Fact]
    public void Equality_is_by_name_and_value()
    {
        Assert.Equal(new ZoneOffsets("Zone", [s_spring], [s_hour, 2 * s_hour]), new ZoneOffsets("Zone", [s_spring], [s_hour, 2 * s_hour]));
        Assert.NotEqual(new ZoneOffsets("Zone", [s_spring], [s_hour, 2 * s_hour]), new ZoneOffsets("Zone", [s_spring], [s_hour, s_hour]));
        Assert.NotEqual(new ZoneOffsets("Zone", [], [s_hour]), new ZoneOffsets("Other", [], [s_hour]));
    }
}
