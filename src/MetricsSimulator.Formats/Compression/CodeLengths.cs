using MetricsSimulator.Formats.Binary;

namespace MetricsSimulator.Formats.Compression;

/// <summary>
/// The head of a Deflate block with its own codes: the lengths of their words, run-length coded and then Huffman coded. Source: RFC
/// 1951, section 3.2.7. Not thread-safe; reusable.
/// </summary>
internal sealed class CodeLengths
{
    private const int RepeatPrevious = 16;
    private const int FewZeros = 17;
    private const int ManyZeros = 18;

    private readonly HuffmanCode _code = new(19, limit: 7);
    private readonly byte[] _lengths = new byte[286 + 30];
    private readonly byte[] _symbols = new byte[286 + 30];
    private readonly byte[] _repeats = new byte[286 + 30];
    private int _count;

    private static ReadOnlySpan<byte> SendingOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>Writes the head, without the three bits that begin a block.</summary>
    /// <param name="literals">The lengths of the 286 words for literals and lengths.</param>
    /// <param name="distances">The lengths of the 30 words for distances.</param>
    /// <param name="bits">The destination; at most 40 bits may be pending.</param>
    public void Write(ReadOnlySpan<byte> literals, ReadOnlySpan<byte> distances, ref LowBitsFirst bits)
    {
        literals.CopyTo(_lengths);
        distances.CopyTo(_lengths.AsSpan(literals.Length));
        Shorten();
        Array.Clear(_code.Frequencies);
        foreach (var symbol in _symbols.AsSpan(0, _count)) _code.Frequencies[symbol]++;
        _code.Build();

        bits.Put((uint)(literals.Length - 257), 5);
        bits.Put((uint)(distances.Length - 1), 5);
        bits.Put((uint)(SendingOrder.Length - 4), 4);
        foreach (var symbol in SendingOrder)
        {
            bits.Put(_code.Lengths[symbol], 3);
            bits.Flush();
        }

        for (var i = 0; i < _count; i++)
        {
            var symbol = _symbols[i];
            bits.PutWord(_code.Words[symbol]);
            bits.Put(_repeats[i], symbol switch { RepeatPrevious => 2, FewZeros => 3, ManyZeros => 7, _ => 0 });
            bits.Flush();
        }
    }

    private void Shorten()
    {
        _count = 0;
        ReadOnlySpan<byte> rest = _lengths;
        while (!rest.IsEmpty)
        {
            var length = rest[0];
            var run = rest.IndexOfAnyExcept(length);
            if (run < 0) run = rest.Length;
            rest = rest[run..];
            if (length == 0)
            {
                for (; run >= 11; run -= Math.Min(run, 138)) Add(ManyZeros, Math.Min(run, 138) - 11);
                if (run >= 3) Add(FewZeros, run - 3);
                else AddEach(length, run);
                continue;
            }

            Add(length, 0);
            run--;
            for (; run >= 3; run -= Math.Min(run, 6)) Add(RepeatPrevious, Math.Min(run, 6) - 3);
            AddEach(length, run);
        }
    }

    private void AddEach(byte length, int times)
    {
        for (var i = 0; i < times; i++) Add(length, 0);
    }

    private void Add(int symbol, int repeat)
    {
        _symbols[_count] = (byte)symbol;
        _repeats[_count++] = (byte)repeat;
    }
}
