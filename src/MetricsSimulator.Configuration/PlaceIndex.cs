using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration;

/// <summary>Lists the places of all keys of a file by their paths.</summary>
internal static class PlaceIndex
{
    public static ImmutableDictionary<string, Place> Of(MapNode root)
    {
        var places = ImmutableDictionary.CreateBuilder<string, Place>(StringComparer.Ordinal);
        Add(root, "", places);
        return places.ToImmutable();
    }

    private static void Add(MapNode map, string path, ImmutableDictionary<string, Place>.Builder places)
    {
        foreach (var entry in map.Entries)
        {
            var below = Cursor.Below(path, entry.Name);
            places[below] = entry.Value.Place;
            if (entry.Value is MapNode child) Add(child, below, places);
        }
    }
}
