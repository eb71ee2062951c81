namespace MetricsSimulator.Configuration.Keys;

/// <summary>A key whose value is a block of further keys, which describe a part of the model.</summary>
internal sealed class BlockKey<TPart>(string name, KeyTable<TPart> table, string meaning) : Key<Block>(name, new BlockKind(table), null!, meaning)
{
    /// <summary>The key, with the place of the part in a model.</summary>
    /// <param name="get">The part.</param>
    /// <param name="when">Whether to write the key; by default always.</param>
    public Field<TModel> From<TModel>(Func<TModel, TPart> get, Func<TModel, bool>? when = null) =>
        new(this, model => when is null || when(model) ? table.Write(get(model)) : null);
}
