using System.Numerics;
using MetricsSimulator.Formats.Binary;

namespace MetricsSimulator.Formats.Compression;

/// <summary>
/// Deflate (RFC 1951) for lines of text that resemble one another. Each text becomes one block with its own code. An empty stored block after it ends on a byte
/// boundary, so that blocks of several threads can be joined. Not thread-safe; reusable.
/// </summary>
/// <remarks>
/// For an exposition of gauges, zlib at its fastest takes twice the time and writes one and a half times as many bytes; ExpositionBenchmark compares them.
/// </remarks>
internal sealed class LineDeflater
{
    private const int EndOfBlock = 256;

    // Four words of 14 bits fit into the 56 that a flush leaves room for; Deflate itself allows 15.
    private const int LiteralWordLimit = 14;
    private const int DistanceWordLimit = 15;

    private readonly LineMatcher _matcher;
    private readonly HuffmanCode _literals = new(286, LiteralWordLimit);
    private readonly HuffmanCode _distances = new(30, DistanceWordLimit);
    private readonly CodeLengths _codeLengths = new();
    private readonly int _capacity;

    /// <summary>Creates a deflater.</summary>
    /// <param name="capacity">The most bytes of a text.</param>
    public LineDeflater(int capacity)
    {
        _capacity = capacity;
        _matcher = new LineMatcher(capacity);
    }

    /// <summary>The size of a buffer for the block of any text: no word is longer than 15 bits.</summary>
    public int BufferLength => (2 * _capacity) + 1024;

    /// <summary>Compresses a text.</summary>
    /// <param name="text">From 0 to <c>capacity</c> bytes.</param>
    /// <param name="destination">At least <see cref="BufferLength"/> bytes.</param>
    /// <returns>The number of bytes written. The blocks are whole bytes and not marked as the last.</returns>
    public int Deflate(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, _capacity);
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, BufferLength);
        _matcher.Find(text);
        Count(text);
        _literals.Build();
        _distances.Build();

        var bits = new LowBitsFirst(destination);
        bits.Put(0b10_0, 3);
        _codeLengths.Write(_literals.Lengths, _distances.Lengths, ref bits);
        WriteSymbols(text, ref bits);
        bits.Put(0b00_0, 3);
        var length = bits.Align();
        ReadOnlySpan<byte> emptyBlock = [0x00, 0x00, 0xFF, 0xFF];
        emptyBlock.CopyTo(destination[length..]);
        return length + emptyBlock.Length;
    }

    private void Count(ReadOnlySpan<byte> text)
    {
        var literals = _literals.Frequencies;
        var distances = _distances.Frequencies;
        Array.Clear(literals);
        Array.Clear(distances);
        literals[EndOfBlock] = 1;
        var position = 0;
        foreach (var match in _matcher.Matches)
        {
            foreach (var literal in text.Slice(position, match.Literals)) literals[literal]++;
            position += match.Literals + match.Length;
            if (match.Length == 0) continue;
            literals[LengthSymbol(match.Length, out _)]++;
            distances[DistanceSymbol(match.Distance, out _)]++;
        }
    }

    private void WriteSymbols(ReadOnlySpan<byte> text, ref LowBitsFirst destination)
    {
        // The compiler can keep a local copy in registers.
        var bits = destination;
        var words = _literals.Words.AsSpan(0, 286);
        var position = 0;
        bits.Flush();
        foreach (var match in _matcher.Matches)
        {
            var run = text.Slice(position, match.Literals);
            for (; run.Length >= 4; run = run[4..])
            {
                bits.PutWord(words[run[0]]);
                bits.PutWord(words[run[1]]);
                bits.PutWord(words[run[2]]);
                bits.PutWord(words[run[3]]);
                bits.Flush();
            }

            foreach (var literal in run) bits.PutWord(words[literal]);
            bits.Flush();
            position += match.Literals + match.Length;
            if (match.Length == 0) continue;
            bits.PutWord(words[LengthSymbol(match.Length, out var extra)]);
            bits.Put((uint)(match.Length - 3) & ((1U << extra) - 1), extra);
            bits.PutWord(_distances.Words[DistanceSymbol(match.Distance, out extra)]);
            bits.Put((uint)(match.Distance - 1) & ((1U << extra) - 1), extra);
            bits.Flush();
        }

        bits.PutWord(words[EndOfBlock]);
        bits.Flush();
        destination = bits;
    }

    /// <summary>The symbol of a length. Source: RFC 1951, section 3.2.5, with four symbols for each number of extra bits.</summary>
    private static int LengthSymbol(int length, out int extra)
    {
        extra = 0;
        if (length == 258) return 285;
        if (length < 11) return 254 + length;
        var power = BitOperations.Log2((uint)(length - 3));
        extra = power - 2;
        return 257 + (4 * (power - 1)) + (((length - 3) >> extra) & 3);
    }

    /// <summary>The symbol of a distance. Source: RFC 1951, section 3.2.5, with two symbols for each number of extra bits.</summary>
    private static int DistanceSymbol(int distance, out int extra)
    {
        extra = 0;
        if (distance < 5) return distance - 1;
        var power = BitOperations.Log2((uint)(distance - 1));
        extra = power - 1;
        return (2 * power) + (((distance - 1) >> extra) & 1);
    }
}
