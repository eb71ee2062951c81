using MetricsSimulator.Formats.Binary;

namespace MetricsSimulator.Formats.Compression;

/// <summary>
/// A prefix code in which frequent symbols are short, in the canonical form that Deflate sends as lengths. Source: RFC 1951, section 3.2.2. Not
/// thread-safe; reusable.
/// </summary>
internal sealed class HuffmanCode
{
    private readonly int _limit;
    private readonly long[] _order;
    private readonly int[] _weights;
    private readonly int[] _parents;

    /// <summary>Creates a code without words.</summary>
    /// <param name="symbols">The number of symbols, 2 or more.</param>
    /// <param name="limit">The most bits of a word.</param>
    public HuffmanCode(int symbols, int limit)
    {
        _limit = limit;
        Frequencies = new int[symbols];
        Lengths = new byte[symbols];
        Words = new uint[symbols];
        _order = new long[symbols];
        _weights = new int[2 * symbols];
        _parents = new int[2 * symbols];
    }

    /// <summary>The number of times that each symbol occurs. The caller fills it before <see cref="Build"/>, which may change it.</summary>
    public int[] Frequencies { get; }

    /// <summary>The number of bits of each symbol's word; 0 for symbols that do not occur.</summary>
    public byte[] Lengths { get; }

    /// <summary>The words, for <see cref="LowBitsFirst.PutWord"/>: the bits of each, the first one lowest, and from bit 16 on its length.</summary>
    public uint[] Words { get; }

    /// <summary>Finds the shortest code for the frequencies. If a word would be longer than the limit, the code is nearly the shortest.</summary>
    public void Build()
    {
        // Decoders treat a code of fewer than two words differently, so add a symbol; it costs at most a bit.
        for (var i = 0; i < 2; i++)
            if (Frequencies.AsSpan().IndexOfAnyExcept(0) is var first && (first < 0 || Frequencies.AsSpan(first + 1).IndexOfAnyExcept(0) < 0))
                Frequencies[first == 0 ? 1 : 0] = 1;

        while (!TryAssignLengths())
            for (var i = 0; i < Frequencies.Length; i++)
                if (Frequencies[i] != 0) Frequencies[i] = (Frequencies[i] >> 1) | 1;
        AssignWords();
    }

    /// <summary>
    /// Huffman's algorithm with two queues: leaves sorted by weight, and inner nodes, which are created in order of weight.
    /// </summary>
    private bool TryAssignLengths()
    {
        // A leaf has its weight in the upper bits and its symbol in the lower, so that one comparison sorts by both.
        var leaves = 0;
        for (var i = 0; i < Frequencies.Length; i++)
            if (Frequencies[i] != 0) _order[leaves++] = ((long)Frequencies[i] << 16) | (uint)i;
        var order = _order.AsSpan(0, leaves);
        order.Sort();
        for (var i = 0; i < leaves; i++) _weights[i] = (int)(order[i] >> 16);

        var leaf = 0;
        var inner = leaves;
        var root = (2 * leaves) - 2;
        for (var node = leaves; node <= root; node++)
        {
            var first = leaf < leaves && (inner == node || _weights[leaf] <= _weights[inner]) ? leaf++ : inner++;
            var second = leaf < leaves && (inner == node || _weights[leaf] <= _weights[inner]) ? leaf++ : inner++;
            _weights[node] = _weights[first] + _weights[second];
            _parents[first] = _parents[second] = node;
        }

        // The weight is not needed any more, so reuse its place for the depth.
        _weights[root] = 0;
        for (var node = root - 1; node >= 0; node--) _weights[node] = _weights[_parents[node]] + 1;
        Array.Clear(Lengths);
        for (var i = 0; i < leaves; i++)
        {
            if (_weights[i] > _limit) return false;
            Lengths[order[i] & 0xFFFF] = (byte)_weights[i];
        }

        return true;
    }

    private void AssignWords()
    {
        Span<int> counts = stackalloc int[16];
        Span<int> next = stackalloc int[16];
        counts.Clear();
        foreach (var length in Lengths) counts[length]++;
        counts[0] = 0;
        next[0] = 0;
        for (var length = 1; length < next.Length; length++) next[length] = (next[length - 1] + counts[length - 1]) << 1;
        for (var symbol = 0; symbol < Words.Length; symbol++)
            if (Lengths[symbol] != 0) Words[symbol] = Reverse(next[Lengths[symbol]]++, Lengths[symbol]) | ((uint)Lengths[symbol] << 16);
    }

    private static uint Reverse(int word, int length)
    {
        var reversed = 0U;
        for (var i = 0; i < length; i++) reversed |= (((uint)word >> i) & 1) << (length - 1 - i);
        return reversed;
    }
}
