using System.Collections.Immutable;

namespace MetricsSimulator.Sessions;

/// <summary>A random choice between values, each with a share.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public sealed class Mix<T> : IEquatable<Mix<T>>
{
    private readonly double[] _shares;

    /// <summary>Creates a choice.</summary>
    /// <param name="entries">The values with their shares. A share is 0 or more; the shares are divided by their sum.</param>
    /// <exception cref="ArgumentException">There is no entry, a share is negative or not finite, or the sum is 0.</exception>
    public Mix(params ImmutableArray<(T Value, double Share)> entries)
    {
        Rule.Require(MixRule.Violation(entries.IsDefault ? [] : entries.Select(entry => entry.Share)));
        Entries = entries;
        var sum = entries.Sum(entry => entry.Share);
        _shares = [.. entries.Select(entry => entry.Share / sum)];
    }

    /// <summary>The values with their shares, as they were given.</summary>
    public ImmutableArray<(T Value, double Share)> Entries { get; }

    /// <summary>The value for a draw: the first one at which the cumulative share exceeds the draw. If rounding leaves no such value, it is the last one.</summary>
    /// <param name="uniform">A draw from (0, 1).</param>
    public T At(double uniform)
    {
        var sum = 0.0;
        for (var i = 0; i < _shares.Length; i++)
        {
            sum += _shares[i];
            if (sum > uniform) return Entries[i].Value;
        }

        return Entries[^1].Value;
    }

    /// <inheritdoc/>
    public bool Equals(Mix<T>? other) => other is not null && Entries.AsSpan().SequenceEqual(other.Entries.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Mix<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Entries.Length, Entries[0]);
}
