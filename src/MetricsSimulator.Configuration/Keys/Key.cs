using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>A key of a block: its name, its values, and its meaning. A <see cref="Field{TModel}"/> ties it to the model.</summary>
internal abstract class Key(string name, string meaning)
{
    public string Name { get; } = name;

    /// <summary>The meaning of the key, in whole sentences.</summary>
    public string Meaning { get; } = meaning.ReplaceLineEndings(" ");

    /// <summary>The meaning as a line of an error, with plain quotes instead of the backquotes of the reference.</summary>
    public string Explanation => Meaning.Replace('`', '\'');

    /// <summary>The possible values, for the reference.</summary>
    public abstract string Takes { get; }

    /// <summary>The default, for the reference.</summary>
    public abstract string Absent { get; }

    /// <summary>The table of the block, or of each block, in the value; null if the value contains none.</summary>
    public abstract KeyTable? Table { get; }

    /// <summary>The same table if the value is one block, which is merged key by key with that of a catalogue; otherwise null.</summary>
    public abstract KeyTable? Below { get; }

    /// <summary>The JSON Schema of the value, with the meaning and the default. Null means the same as no key, and is allowed for optional keys.</summary>
    public MapNode SchemaOf(bool isRequired) =>
        JsonSchema.Join(JsonSchema.Of(("description", JsonSchema.Text(Explanation))), isRequired ? ValueSchema : JsonSchema.OrNull(ValueSchema));

    /// <summary>The JSON Schema of the value alone.</summary>
    protected abstract MapNode ValueSchema { get; }

    /// <summary>The product of a value and a factor, or the rule that it breaks. The values of the key are in the unit of a path.</summary>
    public abstract (object? Value, string? Violation) Multiply(object value, double factor);

    /// <summary>Whether the values of the key are in the unit of a path, such as its initial value.</summary>
    public abstract bool IsInUnitOfPath { get; }

    /// <summary>Reads the value; null after an error, which has been reported.</summary>
    public abstract object? Read(Cursor at);
}
