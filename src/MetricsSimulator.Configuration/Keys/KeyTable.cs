using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>
/// All keys of one sort of block. Reading, the suggestion for a misspelt key, and the reference are driven by it. Immutable and thread-safe.
/// </summary>
/// <param name="title">The keys that lead to the block, for the reference: <c>simulator.metrics.NAME</c>.</param>
/// <param name="introduction">What the block is, for the reference.</param>
/// <param name="keys">The keys, in the order of the reference.</param>
internal sealed class KeyTable(string title, string introduction, ImmutableArray<Key> keys)
{
    public string Title { get; } = title;

    public string Introduction { get; } = introduction;

    public ImmutableArray<Key> Keys { get; } = keys;

    /// <summary>Reads every key of a block and reports what cannot be read. Null when there is no block at all.</summary>
    public Block? Read(Cursor at)
    {
        if (at.Node is ScalarNode { IsEmpty: true } or ScalarNode { IsNull: true }) return new Block(at);
        if (at.Node is not MapNode map)
        {
            at.ReportMismatch("a block of keys");
            return null;
        }

        var block = new Block(at);
        foreach (var entry in map.Entries)
        {
            if (Find(entry.Name) is { } key) block.Add(key, at.Enter(entry, key.Explanation));
            else ReportUnknown(at.Enter(entry), entry.Name);
        }

        return block;
    }

    /// <summary>
    /// One block over another: what the upper says replaces, what it does not say stays and counts as inherited. A null in the upper takes
    /// back what the lower says.
    /// </summary>
    public MapNode Merge(MapNode lower, MapNode upper)
    {
        var merged = ImmutableArray.CreateBuilder<MapEntry>();
        foreach (var entry in lower.Entries)
        {
            var over = upper.Find(entry.Name);
            if (over is null)
                merged.Add(entry with { IsInherited = true });
            else if (over.Value is MapNode upperBlock && entry.Value is MapNode lowerBlock && Find(entry.Name)?.Below is { } below)
                merged.Add(over with { Value = below.Merge(lowerBlock, upperBlock) });
            else if (over.Value is not ScalarNode { IsNull: true })
                merged.Add(over);
        }

        merged.AddRange(upper.Entries.Where(entry => lower.Find(entry.Name) is null));
        return new MapNode(upper.Place, merged.ToImmutable());
    }

    private Key? Find(string name) => Keys.FirstOrDefault(key => key.Name == name);

    private void ReportUnknown(Cursor at, string name)
    {
        var known = Keys.Select(key => key.Name);
        var suggestion = Spelling.Suggestion(name, known);
        at.ReportKey($"unknown key{suggestion}", suggestion.Length > 0 ? null : $"The keys here are {string.Join(", ", known)}.");
    }
}
