using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Values;

/// <summary>A kind of value: its description, and how to read and write it. Implementations are immutable and thread-safe.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
internal abstract class ValueKind<T>
{
    /// <summary>The possible values, for the reference: <c>number</c>, <c>[lower, upper]</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The possible values, as a JSON Schema.</summary>
    public abstract MapNode Schema { get; }

    /// <summary>Reads the value, or reports why it cannot be read.</summary>
    public abstract bool TryRead(Cursor at, out T value);

    /// <summary>The node that <see cref="TryRead"/> reads as <paramref name="value"/>.</summary>
    public abstract Node Write(T value);
}
