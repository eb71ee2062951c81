using System.Text;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Randomness;

/// <summary>The keys of a range of label sets of one metric, in two arrays so that eight can be loaded at once. Immutable and thread-safe.</summary>
internal sealed class SeriesKeys
{
    private readonly uint[] _words0;
    private readonly uint[] _words1;

    /// <summary>Derives the keys.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="name">The name of the metric.</param>
    /// <param name="labels">Its label sets.</param>
    /// <param name="range">Which of them.</param>
    public SeriesKeys(ulong seed, string name, LabelSpace labels, SeriesRange range)
    {
        Count = range.Count;
        var padded = (Count + NormalBlock.Lanes - 1) / NormalBlock.Lanes * NormalBlock.Lanes;
        _words0 = new uint[padded];
        _words1 = new uint[padded];

        var order = Enumerable.Range(0, labels.Dimensions.Length).OrderBy(d => labels.Dimensions[d].Name, StringComparer.Ordinal).ToArray();
        var digits = new int[order.Length];
        var prefix = Fnv1a.Append(Fnv1a.OffsetBasis, Encoding.UTF8.GetBytes(name));
        for (var i = 0; i < Count; i++)
        {
            labels.Digits(range.First + i, digits);
            var identity = prefix;
            for (var d = 0; d < order.Length; d++)
            {
                identity = Fnv1a.Append(identity, d == 0 ? "{"u8 : ","u8);
                identity = Fnv1a.Append(identity, labels.Dimensions[order[d]].Pair(digits[order[d]]));
            }

            if (order.Length > 0) identity = Fnv1a.Append(identity, "}"u8);
            (_words0[i], _words1[i]) = SeriesKey.Derive(seed, identity);
        }
    }

    /// <summary>The number of keys.</summary>
    public int Count { get; }

    /// <summary>One key.</summary>
    public SeriesKey this[int index] => new(_words0[index], _words1[index]);

    /// <summary>The first halves of a run of keys.</summary>
    public ReadOnlySpan<uint> Words0(int first, int count) => _words0.AsSpan(first, count);

    /// <summary>The second halves of a run of keys.</summary>
    public ReadOnlySpan<uint> Words1(int first, int count) => _words1.AsSpan(first, count);
}
