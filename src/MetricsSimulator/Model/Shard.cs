using System.Globalization;
using System.Text;
using MetricsSimulator.Metrics;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Model;

/// <summary>
/// One of several parts that share the label sets of a run. The shard of a label set depends only on its identity and on the number
/// of shards, so it stays the same when the rest of the model changes.
/// </summary>
public sealed record Shard
{
    /// <summary>The most shards of a run.</summary>
    public const int MaximumCount = 100_000;

    /// <summary>Creates a shard.</summary>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="count">The number of shards.</param>
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

    /// <summary>The number of shards: from 1 to <see cref="MaximumCount"/>.</summary>
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

    /// <summary>Whether a part of a source belongs to the shard.</summary>
    /// <param name="name">Its name.</param>
    public bool Has(string name) => OwnerOf(Fnv1a.Append(Fnv1a.OffsetBasis, Encoding.UTF8.GetBytes(name))) == Index;

    /// <summary>The shard as the command line writes it: <c>1/4</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    // The identity is encrypted, so that similar names go to shards as if at random. The seed must not matter.
    private int OwnerOf(ulong identity) => (int)((ulong)SeriesKey.Derive(0, identity).Word0 * (ulong)Count >> 32);
}
