using System.IO.Compression;
using CsCheck;
using MetricsSimulator.Configuration.TimeZones;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Cycles;
using NodaTime;
using NodaTime.TimeZones;
using ZoneTable;

namespace MetricsSimulator.Test.Configuration;

/// <summary>The tables that the engine is given say what NodaTime says.</summary>
public sealed class ZoneDatabaseTest
{
    private static readonly ZoneLocalMappingResolver s_firstOrAtOnce =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    private static readonly Gen<string> s_name = Gen.Int[0, ZoneDatabase.Names.Count - 1].Select(i => ZoneDatabase.Names[i]);

    private static readonly Gen<DateTimeOffset> s_instant =
        Gen.Long[0, new DateTimeOffset(2100, 12, 31, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds()].Select(DateTimeOffset.FromUnixTimeSeconds);

    // `make zones` writes the table again.
    [Fact]
    public void The_table_is_the_one_that_this_version_of_NodaTime_gives()
    {
        using var packed = typeof(ZoneDatabase).Assembly.GetManifestResourceStream("zones.gz")!;
        using var table = new MemoryStream();
        new GZipStream(packed, CompressionMode.Decompress).CopyTo(table);
        Assert.Equal(ZoneTableWriter.Write(), table.ToArray());
    }

    [Fact]
    public void The_names_are_those_of_the_database() => Assert.Equal(DateTimeZoneProviders.Tzdb.Ids, ZoneDatabase.Names);

    [Fact]
    public void The_offset_at_an_instant_is_that_of_the_database() => Gen.Select(s_name, s_instant).Sample((name, instant) =>
        Assert.Equal(
            DateTimeZoneProviders.Tzdb[name].GetUtcOffset(Instant.FromDateTimeOffset(instant)).ToTimeSpan(),
            ZoneDatabase.Find(name)!.OffsetAt(instant)), iter: 2000);

    [Fact]
    public void The_first_instant_of_a_local_time_is_that_of_the_database() => Gen.Select(s_name, s_instant, Gen.Int[-180, 180], Gen.Int[0, int.MaxValue]).Sample((name, instant, minutes, chance) =>
    {
        var zone = DateTimeZoneProviders.Tzdb[name];
        // Near a change of the clock, where there is one later than the instant.
        var near = zone.GetZoneInterval(Instant.FromDateTimeOffset(instant)) is { HasEnd: true, End: var end } && chance % 4 > 0
            && end < Instant.FromUtc(2100, 12, 31, 0, 0) ? end.ToDateTimeOffset().AddMinutes(minutes) : instant;
        var local = LocalDateTime.FromDateTime(near.UtcDateTime + ZoneDatabase.Find(name)!.OffsetAt(near).Add(TimeSpan.FromMinutes(chance % 90)));

        Assert.Equal(
            local.InZone(zone, s_firstOrAtOnce).ToInstant().ToDateTimeUtc().Ticks,
            ZoneDatabase.Find(name)!.FirstInstantOf(local.ToDateTimeUnspecified().Ticks));
    }, iter: 5000);

    [Fact]
    public void A_clock_says_nearby_what_its_zone_says() =>
        Gen.Select(s_name, s_instant, Gen.Long[-LocalClock.Reach.Ticks, LocalClock.Reach.Ticks].Array[100]).Sample((name, instant, distances) =>
        {
            var zone = ZoneDatabase.Find(name)!;
            var clock = zone.ClockAt(instant.UtcTicks);
            Assert.Equal(instant.UtcTicks + zone.OffsetAt(instant).Ticks, clock.LocalTicks);
            foreach (var distance in distances)
                Assert.Equal(zone.FirstInstantOf(clock.LocalTicks + distance), clock.FirstInstantOf(clock.LocalTicks + distance));
        }, iter: 2000);

    [Theory]
    [InlineData("")]
    [InlineData("Nowhere")]
    [InlineData("europe/berlin")]
    [InlineData("UTC+01:00")]
    public void A_name_that_is_not_in_the_database_has_no_zone(string name) => Assert.Null(ZoneDatabase.Find(name));

    [Fact]
    public void UTC_is_there() => Assert.Same(ZoneOffsets.Utc, ZoneDatabase.Find("UTC"));

    [Theory]
    [InlineData("2026-12-24", 2026, 12, 24)]
    [InlineData("0001-01-01", 1, 1, 1)]
    public void A_date_is_read_and_written(string text, int year, int month, int day)
    {
        Assert.True(DateText.TryParse(text, out var date));
        Assert.Equal(new DateOnly(year, month, day), date);
        Assert.Equal(text, DateText.Format(date));
    }

    [Theory]
    [InlineData("2026-02-29")]
    [InlineData("2026-2-1")]
    [InlineData("24.12.2026")]
    [InlineData("2026-12-24T00:00:00Z")]
    [InlineData("")]
    public void What_is_no_date_is_refused(string text) => Assert.False(DateText.TryParse(text, out _));
}
