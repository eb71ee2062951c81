using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Values;

/// <summary>What a key's value may be: how it is described, read and written. Implementations are immutable and thread-safe.</summary>
/// <typeparam name="T">What is read.</typeparam>
internal abstract class ValueKind<T>
{
    /// <summary>What may be written, for the reference: <c>number</c>, <c>[lower, upper]</c>.</summary>
    public abstract string Description { get; }

    /// <summary>What may be written, as a JSON Schema.</summary>
    public abstract MapNode Schema { get; }

    /// <summary>Reads the value, or reports why it cannot be read.</summary>
    public abstract bool TryRead(Cursor at, out T value);

    /// <summary>The node that <see cref="TryRead"/> reads as <paramref name="value"/>.</summary>
    public abstract Node Write(T value);
}
