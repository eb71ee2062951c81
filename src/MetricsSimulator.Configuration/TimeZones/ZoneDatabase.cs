using System.Collections.Immutable;
using MetricsSimulator.Cycles;
using NodaTime;

namespace MetricsSimulator.Configuration.TimeZones;

/// <summary>
/// The time zones of the IANA database, in the version that NodaTime brings along: that of the machine may be another, or missing. Thread-safe.
/// </summary>
public static class ZoneDatabase
{
    private static readonly Instant s_begin = Instant.FromUtc(1970, 1, 1, 0, 0);

    // Rules of daylight saving have no end, and a table must have one: from here on a clock is never changed.
    private static readonly Instant s_end = Instant.FromUtc(2101, 1, 1, 0, 0);

    /// <summary>The names of all zones, <c>Europe/Berlin</c>, in the order of their letters.</summary>
    public static IReadOnlyList<string> Names => DateTimeZoneProviders.Tzdb.Ids;

    /// <summary>The zone of a name, or null when there is none. Its offsets are those of the years 1970 to 2100.</summary>
    /// <param name="name">The name, in the letters of the database.</param>
    public static ZoneOffsets? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == ZoneOffsets.Utc.Name) return ZoneOffsets.Utc;
        // The provider also knows names such as UTC+05:30, which are not of the database.
        if (!Names.Contains(name, StringComparer.Ordinal)) return null;
        var intervals = DateTimeZoneProviders.Tzdb[name].GetZoneIntervals(s_begin, s_end).ToImmutableArray();
        return new ZoneOffsets(
            name,
            [.. intervals.Skip(1).Select(interval => interval.Start.ToDateTimeOffset())],
            [.. intervals.Select(interval => interval.WallOffset.ToTimeSpan())]);
    }
}
