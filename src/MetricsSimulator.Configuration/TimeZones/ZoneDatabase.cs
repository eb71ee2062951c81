using MetricsSimulator.Cycles;

namespace MetricsSimulator.Configuration.TimeZones;

/// <summary>
/// The time zones of the IANA database. They are a part of the program, because machines may have different versions of the database or none. Thread-safe.
/// </summary>
public static class ZoneDatabase
{
    private static readonly Lazy<ZoneTable> s_zones = new(ZoneTable.Read);

    /// <summary>The names of all zones, such as <c>Europe/Berlin</c>, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names => s_zones.Value.Names;

    /// <summary>The zone with a name; null if there is none. It has the offsets of the years 1970 to 2100.</summary>
    /// <param name="name">The name, with upper and lower case as in the database.</param>
    public static ZoneOffsets? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name == ZoneOffsets.Utc.Name ? ZoneOffsets.Utc : s_zones.Value.Find(name);
    }
}
