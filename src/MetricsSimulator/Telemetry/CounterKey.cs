namespace MetricsSimulator.Telemetry;

/// <summary>Identifies a counter among those of its owner: by its family and the values of its attributes.</summary>
/// <param name="family">The number of the family.</param>
/// <param name="values">The values, in the order of the names that the family has; null for an attribute that is absent.</param>
internal sealed class CounterKey(int family, params string?[] values) : IEquatable<CounterKey>
{
    /// <summary>The number of the family.</summary>
    public int Family => family;

    /// <summary>The values of the attributes.</summary>
    public ReadOnlySpan<string?> Values => values;

    /// <inheritdoc/>
    public bool Equals(CounterKey? other) => other is not null && family == other.Family && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CounterKey);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(family);
        foreach (var value in values) hash.Add(value, StringComparer.Ordinal);
        return hash.ToHashCode();
    }
}
