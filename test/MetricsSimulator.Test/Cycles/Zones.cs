using MetricsSimulator.Configuration.TimeZones;
using MetricsSimulator.Cycles;

namespace MetricsSimulator.Test.Cycles;

/// <summary>Zones to test with: whole, half and quarter hours, both hemispheres, changes at midnight, and a day that was left out.</summary>
internal static class Zones
{
    public static readonly string[] Names =
    [
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca",
        "America/Havana", "America/Sao_Paulo", "Asia/Beirut", "Antarctica/Troll", "Pacific/Chatham", "Pacific/Apia", "Etc/GMT+12",
    ];

    private static readonly Dictionary<string, ZoneOffsets> s_zones = Names.ToDictionary(name => name, name => ZoneDatabase.Find(name)!, StringComparer.Ordinal);

    public static ZoneOffsets Of(string name) => s_zones.TryGetValue(name, out var zone) ? zone : ZoneDatabase.Find(name)!;
}
