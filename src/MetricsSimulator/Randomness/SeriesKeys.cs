using MetricsSimulator.Metrics;

namespace MetricsSimulator.Randomness;

/// <summary>The keys of a range of label sets of one metric, in two arrays, so that eight can be loaded at once.</summary>
internal sealed class SeriesKeys
{
    private readonly uint[] _words0;
    private readonly uint[] _words1;

    /// <summary>Derives the keys.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="name">The name of the metric.</param>
    /// <param name="labels">Its label sets.</param>
    /// <param name="range">The range of label sets.</param>
    public SeriesKeys(ulong seed, string name, LabelSpace labels, SeriesRange range)
    {
        Count = range.Count;
        var padded = NormalBlock.Padded(Count);
        _words0 = new uint[padded];
        _words1 = new uint[padded];
        var identity = new SeriesIdentity(name, labels);
        for (var i = 0; i < Count; i++) (_words0[i], _words1[i]) = SeriesKey.Derive(seed, identity.Of(range.First + i));
    }

    /// <summary>The number of keys.</summary>
    public int Count { get; }

    /// <summary>One key.</summary>
    public SeriesKey this[int index] => new(_words0[index], _words1[index]);

    /// <summary>The first halves of consecutive keys.</summary>
    public ReadOnlySpan<uint> Words0(int first, int count) => _words0.AsSpan(first, count);

    /// <summary>The second halves of consecutive keys.</summary>
    public ReadOnlySpan<uint> Words1(int first, int count) => _words1.AsSpan(first, count);
}
