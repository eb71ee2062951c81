using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>A key of a block: its name, what it takes, and what it means. A <see cref="Field{TModel}"/> ties it to the model.</summary>
internal abstract class Key(string name, string meaning)
{
    public string Name { get; } = name;

    /// <summary>What the key means, in whole sentences.</summary>
    public string Meaning { get; } = meaning.ReplaceLineEndings(" ");

    /// <summary>The meaning as a line of an error: without the marks of the reference.</summary>
    public string Explanation => Meaning.Replace('`', '\'');

    /// <summary>What may be written, for the reference.</summary>
    public abstract string Takes { get; }

    /// <summary>The default, for the reference.</summary>
    public abstract string Absent { get; }

    /// <summary>The table of the block, or of each block, in the value; null when the value holds none.</summary>
    public abstract KeyTable? Table { get; }

    /// <summary>The same table when the value is one block, which is merged key by key with that of a catalogue.</summary>
    public abstract KeyTable? Below { get; }

    /// <summary>The JSON Schema of the value, with the meaning and the default. Null means the same as no key, and is allowed for optional keys.</summary>
    public MapNode SchemaOf(bool isRequired) =>
        JsonSchema.Join(JsonSchema.Of(("description", JsonSchema.Text(Explanation))), isRequired ? ValueSchema : JsonSchema.OrNull(ValueSchema));

    /// <summary>The JSON Schema of the value alone.</summary>
    protected abstract MapNode ValueSchema { get; }

    /// <summary>The product of a value and a factor; null when the values of the key are not in the unit of a path, or when there is no such value.</summary>
    public abstract object? Multiply(object value, double factor);

    /// <summary>The rule that a value breaks; null when it breaks none.</summary>
    public abstract string? Violation(object value);

    /// <summary>Whether the values of the key are in the unit of a path, such as its initial value.</summary>
    public abstract bool IsInUnitOfPath { get; }

    /// <summary>Reads the value; null after an error, which has been reported.</summary>
    public abstract object? Read(Cursor at);
}
