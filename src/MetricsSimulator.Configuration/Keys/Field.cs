using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>A key, with the place of its value in a model.</summary>
/// <param name="Key">The key.</param>
/// <param name="Write">The value as a node; null if the key is left out for this model.</param>
internal sealed record Field<TModel>(Key Key, Func<TModel, Node?> Write)
{
    /// <summary>The same key in a model that contains this one.</summary>
    public Field<TOuter> In<TOuter>(Func<TOuter, TModel> model) => new(Key, outer => Write(model(outer)));
}
