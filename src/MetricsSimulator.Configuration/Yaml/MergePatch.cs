using System.Collections.Immutable;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>Changes a document as a JSON merge patch does (RFC 7396). What the patch does not touch counts as inherited.</summary>
internal static class MergePatch
{
    /// <summary>The changed document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="patch">The changes: a map changes a map, a null removes a key, and any other value replaces what was there.</param>
    public static MapNode Apply(MapNode document, MapNode patch)
    {
        var patched = ImmutableArray.CreateBuilder<MapEntry>();
        foreach (var entry in document.Entries)
        {
            if (patch.Find(entry.Name) is not { } change) patched.Add(entry with { IsInherited = true });
            else Add(change, entry.Value);
        }

        foreach (var change in patch.Entries)
            if (document.Find(change.Name) is null) Add(change, null);
        return new MapNode(document.Place, patched.ToImmutable());

        void Add(MapEntry change, Node? before)
        {
            if (change.Value is MapNode map) patched.Add(change with { Value = Apply(before as MapNode ?? new MapNode(default, []), map) });
            else if (change.Value is not ScalarNode { IsNull: true }) patched.Add(change);
        }
    }
}
