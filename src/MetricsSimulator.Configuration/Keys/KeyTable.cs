using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>
/// All keys of one kind of block. Reading, suggestions for misspelt keys, the reference and the JSON Schema all use it.
/// </summary>
/// <param name="definition">Its name in the JSON Schema: <c>metric</c>.</param>
/// <param name="title">The keys that lead to the block, for the reference: <c>simulator.metrics.NAME</c>.</param>
/// <param name="introduction">A description of the block for the reference, as Markdown.</param>
/// <param name="keys">The keys, in the order of the reference.</param>
internal class KeyTable(string definition, string title, string introduction, ImmutableArray<Key> keys)
{
    public string Definition { get; } = definition;

    public string Title { get; } = title;

    public string Introduction { get; } = introduction;

    public ImmutableArray<Key> Keys { get; } = keys;

    /// <summary>The keys that every block must have.</summary>
    public ImmutableArray<Key> Required { get; init; } = [];

    /// <summary>The forms that the block can take, one choice after another.</summary>
    public ImmutableArray<VariantSet> Variants { get; init; } = [];

    /// <summary>Words that users may write for a key although they are spelled differently.</summary>
    public ImmutableArray<(string Word, Key Key)> Aliases { get; init; } = [];

    /// <summary>What to do about a key that is unknown and resembles no other, beside the list of keys; null for nothing.</summary>
    public Func<string, string?> Advice { get; init; } = static _ => null;

    /// <summary>The rules for several keys together, as schemas.</summary>
    public ImmutableArray<MapNode> Constraints { get; init; } = [];

    /// <summary>Whether the reference shows the table; false for one whose keys it shows elsewhere.</summary>
    public bool IsInReference { get; init; } = true;

    /// <summary>This table and all those of the blocks below, each once.</summary>
    public IReadOnlyList<KeyTable> Reachable
    {
        get
        {
            var tables = new List<KeyTable>();
            Reach(this, tables);
            return tables;
        }
    }

    /// <summary>The forms of the block to which a key applies, in words; empty for all. If two choices limit it, the last one.</summary>
    public string ScopeOf(Key key) => Variants.Select(set => set.ScopeOf(key)).LastOrDefault(scope => scope.Length > 0) ?? "";

    /// <summary>The JSON Schema of the block. In YAML, an empty block is null.</summary>
    public MapNode Schema
    {
        get
        {
            var schema = JsonSchema.Of(
                ("type", JsonSchema.Texts("object", "null")),
                ("properties", new MapNode(default, [.. Keys.Select(key => new MapEntry(key.Name, default, key.SchemaOf(isRequired: Required.Contains(key))))])),
                ("additionalProperties", JsonSchema.Flag(false)));
            if (Required.Length > 0) schema = JsonSchema.Join(schema, JsonSchema.Has([.. Required.Select(key => key.Name)]));
            Node[] together = [.. Constraints, .. Variants.SelectMany(set => set.Variants.Select(variant => Conditional(set, variant)).OfType<Node>())];
            return together.Length == 0 ? schema : JsonSchema.Join(schema, JsonSchema.Of(("allOf", JsonSchema.List(together))));
        }
    }

    /// <summary>Reads every key of a block and reports what cannot be read. Null if the value is not a block.</summary>
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
    /// Puts one block over another: keys of the upper one replace those of the lower one, and the others stay and count as inherited. A null in the upper one removes
    /// the key of the lower one.
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

    private static void Reach(KeyTable table, List<KeyTable> tables)
    {
        if (tables.Contains(table)) return;
        tables.Add(table);
        foreach (var key in table.Keys)
            if (key.Table is { } below) Reach(below, tables);
    }

    /// <summary>Whether a key has this name, or users may write this word for one.</summary>
    public bool Has(string name) => Find(name) is not null || Aliases.Any(alias => alias.Word == name);

    private Key? Find(string name) => Keys.FirstOrDefault(key => key.Name == name);

    private void ReportUnknown(Cursor at, string name)
    {
        var meant = Aliases.FirstOrDefault(alias => alias.Word == name).Key;
        if (meant is null && at.Elsewhere(name) is var (message, explanation))
        {
            at.ReportKey(message, explanation);
            return;
        }

        var known = Keys.Select(key => key.Name);
        var suggestion = meant is not null ? $". Did you mean '{meant.Name}'?" : Spelling.Suggestion(name, known);
        at.ReportKey($"unknown key{suggestion}", suggestion.Length > 0 ? null : $"The keys here are {string.Join(", ", known)}.{(Advice(name) is { } advice ? " " + advice : "")}");
    }

    /// <summary>The schema of blocks that have no key of another form only.</summary>
    public static MapNode Without(VariantSet set, Variant variant) => JsonSchema.Of(("properties", new MapNode(default,
        [.. set.Keys.Where(key => set.Violation(key, variant) is not null).Select(key => new MapEntry(key.Name, default, JsonSchema.Type("null"))), .. variant.Limits])));

    private static MapNode? Conditional(VariantSet set, Variant variant) =>
        variant.Condition is { } condition ? JsonSchema.Of(("if", condition), ("then", Without(set, variant))) : null;
}
