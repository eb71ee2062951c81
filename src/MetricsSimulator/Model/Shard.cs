using System.Globalization;
using MetricsSimulator.Metrics;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Model;

/// <summary>
/// One of several parts into which the label sets of a run are dealt. Which part a label set belongs to depends on its identity and on the number
/// of parts alone, so that it stays where it is whatever becomes of the model around it.
/// </summary>
public sealed record Shard
{
    /// <summary>The most parts that a run is dealt into.</summary>
    public const int MaximumCount = 100_000;

    /// <summary>Creates a shard.</summary>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="count">How many there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such shard.</exception>
    public Shard(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaximumCount);
        Index = index;
        Count = count;
    }

    /// <summary>Its number: 0 or more, less than <see cref="Count"/>.</summary>
    public int Index { get; }

    /// <summary>How many shards there are: 1 or more, <see cref="MaximumCount"/> at most.</summary>
    public int Count { get; }

    /// <summary>The label sets of a metric that belong to the shard; there may be none.</summary>
    /// <param name="name">The name of the metric.</param>
    /// <param name="labels">Its label sets.</param>
    public LabelSpace Deal(string name, LabelSpace labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var whole = labels.Whole;
        var identity = new SeriesIdentity(name, whole);
        var dealt = new List<int>((int)Math.Min(whole.Count, whole.Count / Count * 5L / 4 + 64));
        for (var i = 0; i < whole.Count; i++)
            if (OwnerOf(identity.Of(i)) == Index) dealt.Add(i);
        return whole.Only([.. dealt]);
    }

    /// <summary>As the command line writes it: <c>1/4</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    // Whatever the seed: an identity is encrypted so that names which differ in one letter are dealt as if by chance.
    private int OwnerOf(ulong identity) => (int)((ulong)SeriesKey.Derive(0, identity).Word0 * (ulong)Count >> 32);
}
