using System.Collections.Immutable;
using MetricsSimulator.Cycles;
using NodaTime;

namespace MetricsSimulator.Configuration.TimeZones;

/// <summary>
/// The time zones of the IANA database, in the version of NodaTime, because machines may have different versions or none. Thread-safe.
/// </summary>
public static class ZoneDatabase
{
    private static readonly Instant s_begin = Instant.FromUtc(1970, 1, 1, 0, 0);

    // Rules of daylight saving have no end, but a table needs one. From this instant on, clocks never change.
    private static readonly Instant s_end = Instant.FromUtc(2101, 1, 1, 0, 0);

    /// <summary>The names of all zones, such as <c>Europe/Berlin</c>, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names => DateTimeZoneProviders.Tzdb.Ids;

    /// <summary>The zone with a name; null if there is none. It has the offsets of the years 1970 to 2100.</summary>
    /// <param name="name">The name, with upper and lower case as in the database.</param>
    public static ZoneOffsets? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == ZoneOffsets.Utc.Name) return ZoneOffsets.Utc;
        // The provider also knows names such as UTC+05:30, which are not in the database.
        if (!Names.Contains(name, StringComparer.Ordinal)) return null;
        var intervals = DateTimeZoneProviders.Tzdb[name].GetZoneIntervals(s_begin, s_end).ToImmutableArray();
        return new ZoneOffsets(
            name,
            [.. intervals.Skip(1).Select(interval => interval.Start.ToDateTimeOffset())],
            [.. intervals.Select(interval => interval.WallOffset.ToTimeSpan())]);
    }
}
