using System.Collections.Immutable;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>A table that can also write its blocks: every key knows the place of its value in the model.</summary>
/// <param name="definition">Its name in the JSON Schema.</param>
/// <param name="title">The keys that lead to the block, for the reference.</param>
/// <param name="introduction">A description of the block for the reference.</param>
/// <param name="fields">The keys, in the order of the reference and of written blocks.</param>
internal sealed class KeyTable<TModel>(string definition, string title, string introduction, ImmutableArray<Field<TModel>> fields)
    : KeyTable(definition, title, introduction, [.. fields.Select(field => field.Key)])
{
    /// <summary>The block that reads as the model, with every key that applies.</summary>
    public MapNode Write(TModel model)
    {
        var entries = ImmutableArray.CreateBuilder<MapEntry>();
        foreach (var field in fields)
            if (field.Write(model) is { } value) entries.Add(new MapEntry(field.Key.Name, default, value));
        return new MapNode(default, entries.ToImmutable());
    }
}
