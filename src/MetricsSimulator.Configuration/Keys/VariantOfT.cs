using System.Collections.Immutable;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>A form of a block, which knows the places of its keys' values in the model of the block.</summary>
internal abstract class Variant<TModel>(string one, string many, Func<TModel, bool> fits, ImmutableArray<Field<TModel>> fields)
    : Variant(one, many, [.. fields.Select(field => field.Key)])
{
    /// <summary>Whether a model is written in this form.</summary>
    public bool Fits(TModel model) => fits(model);

    /// <summary>The value of a key; null if this form does not have the key or leaves it out.</summary>
    public Node? Write(Key key, TModel model) => fields.FirstOrDefault(field => field.Key == key)?.Write(model);
}
