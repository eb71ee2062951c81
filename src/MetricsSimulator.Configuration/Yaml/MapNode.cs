using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>A map of keys to values, in the order in which they were written. All keys differ.</summary>
internal sealed class MapNode(Place place, ImmutableArray<MapEntry> entries) : Node(place)
{
    public ImmutableArray<MapEntry> Entries { get; } = entries;

    public override string Found => "a map";

    public MapEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);
}
