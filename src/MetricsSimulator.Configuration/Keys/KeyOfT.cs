using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>A key whose value is a <typeparamref name="T"/>.</summary>
/// <param name="name">The name in the file.</param>
/// <param name="kind">The kind of its values, which reads and writes them.</param>
/// <param name="absent">The value if the key is absent.</param>
/// <param name="meaning">The meaning of the key, in whole sentences, as Markdown.</param>
internal class Key<T>(string name, ValueKind<T> kind, T absent, string meaning) : Key(name, meaning)
    where T : notnull
{
    /// <summary>The value if the key is absent.</summary>
    public T Default { get; } = absent;

    /// <summary>The rule for the value.</summary>
    public ValueRule<T> Rule { get; init; } = ValueRule<T>.None;

    /// <summary>The text of the reference about the default, if <see cref="Default"/> is not enough.</summary>
    public string? AbsentText { get; init; }

    /// <summary>The product of a value and a factor, or the rule that it breaks; null when values are not in the unit of a path.</summary>
    public Func<T, double, (object? Value, string? Violation)>? Product { get; init; }

    public ValueKind<T> Kind { get; } = kind;

    public override string Takes => Kind.Description;

    public override string Absent => AbsentText ?? $"`{YamlText.Flow(Kind.Write(Default))}`";

    public override KeyTable? Table => (Kind as IBlockKind)?.Table;

    public override KeyTable? Below => (Kind as BlockKind)?.Table;

    protected override MapNode ValueSchema
    {
        get
        {
            var schema = JsonSchema.Join(Kind.Schema, Rule.Schema);
            return AbsentText is null ? JsonSchema.Join(schema, JsonSchema.Of(("default", Kind.Write(Default)))) : schema;
        }
    }

    public override object? Read(Cursor at) => Kind.TryRead(at, out var value) && at.Check(Rule.Violation(value)) ? value : null;

    public override bool IsInUnitOfPath => Product is not null;

    public override (object? Value, string? Violation) Multiply(object value, double factor)
    {
        var (product, violation) = Product!((T)value, factor);
        return (product, violation ?? Rule.Violation((T)product!));
    }

    /// <summary>The key with a value, as an entry of a block.</summary>
    public MapEntry Entry(T value) => new(Name, default, Kind.Write(value));

    /// <summary>The key, with the place of its value in a model.</summary>
    /// <param name="get">The value.</param>
    /// <param name="when">Whether to write the key; by default always.</param>
    public Field<TModel> From<TModel>(Func<TModel, T> get, Func<TModel, bool>? when = null) =>
        new(this, model => when is null || when(model) ? Kind.Write(get(model)) : null);

    /// <summary>The key for a model that does not keep it: it is read and never written.</summary>
    public Field<TModel> Unwritten<TModel>() => new(this, static _ => null);
}
