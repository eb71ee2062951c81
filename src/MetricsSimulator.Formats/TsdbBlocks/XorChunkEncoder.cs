using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MetricsSimulator.Formats.Binary;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>
/// The XOR chunk of Prometheus: timestamps as changes of their distances, values as the bits that differ from the value before.
/// </summary>
/// <remarks>
/// Sources: prometheus/prometheus, tsdb/docs/format/chunks.md and tsdb/chunkenc/xor.go; Pelkonen et al., "Gorilla: A Fast, Scalable, In-Memory
/// Time Series Database" (2015), section 4.1.
/// </remarks>
public static class XorChunkEncoder
{
    /// <summary>The most samples of a chunk. The number takes two bytes.</summary>
    public const int MaximumSamples = ushort.MaxValue;

    // Two varints, the first value, and the word that is stored past the end.
    private const int MostForTheFirst = 2 + 10 + 8 + 10 + 8;

    // 4 + 64 bits of time and 2 + 5 + 6 + 64 bits of value.
    private const int MostBitsForEach = 68 + 77;

    /// <summary>The most bytes of a chunk with a number of samples.</summary>
    public static int MaximumLength(int samples) => MostForTheFirst + (int)((samples * (long)MostBitsForEach + 7) / 8);

    /// <summary>Encodes samples.</summary>
    /// <param name="timestamps">The instants, in milliseconds since the Unix epoch, ascending; from 1 to <see cref="MaximumSamples"/>.</param>
    /// <param name="values">One value for each instant.</param>
    /// <param name="destination">At least <see cref="MaximumLength"/> bytes; those after the chunk may be overwritten too.</param>
    /// <returns>The number of bytes of the chunk.</returns>
    /// <exception cref="ArgumentException">A length does not match.</exception>
    public static int Encode(ReadOnlySpan<long> timestamps, ReadOnlySpan<double> values, Span<byte> destination)
    {
        var count = timestamps.Length;
        if (count is 0 or > MaximumSamples) throw new ArgumentException($"A chunk has from 1 to {MaximumSamples} samples, got {count}.", nameof(timestamps));
        if (values.Length != count) throw new ArgumentException($"{count} timestamps need {count} values, got {values.Length}.", nameof(values));
        if (destination.Length < MaximumLength(count)) throw new ArgumentException("The buffer is too short.", nameof(destination));

        // The compiler can keep a local copy in registers.
        var header = new HighBitsFirst(destination);
        // No bounds are checked from here on: all three lengths are known.
        ref var time = ref MemoryMarshal.GetReference(timestamps);
        ref var value = ref Unsafe.As<double, ulong>(ref MemoryMarshal.GetReference(values));
        var previous = value;
        header.Put((ulong)count, 16);
        header.PutVarint(time);
        header.PutWide(previous, 64);
        if (count == 1) return header.Length;

        var distance = Unsafe.Add(ref time, 1) - time;
        header.PutUvarint((ulong)distance);
        var output = header;
        var window = default(Window);
        window.Outside = ulong.MaxValue;
        PutValue(ref output, previous ^ Unsafe.Add(ref value, 1), ref window, timeBits: 0);
        previous = Unsafe.Add(ref value, 1);
        for (nint i = 2; i < count; i++)
        {
            var next = Unsafe.Add(ref time, i) - Unsafe.Add(ref time, i - 1);
            var timeBits = 1;
            if (next != distance)
            {
                output = WithChangeOfDistance(output, next - distance);
                distance = next;
                timeBits = 0;
            }

            var bits = Unsafe.Add(ref value, i);
            PutValue(ref output, bits ^ previous, ref window, timeBits);
            previous = bits;
        }

        return output.Length;
    }

    /// <summary>Appends the bits that differ from the value before, after a number of zeros for the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutValue(ref HighBitsFirst output, ulong difference, ref Window window, int timeBits)
    {
        if (difference == 0)
        {
            output.Put(0, timeBits + 1);
            return;
        }

        ulong control = 0b10;
        var controlBits = timeBits + 2;
        if ((difference & window.Outside) != 0)
        {
            var leading = Math.Min(BitOperations.LeadingZeroCount(difference), 31);
            window.Trailing = BitOperations.TrailingZeroCount(difference);
            window.Significant = 64 - leading - window.Trailing;
            window.Outside = ~((ulong.MaxValue >> (64 - window.Significant)) << window.Trailing);
            control = (0b11UL << 11) | ((ulong)leading << 6) | ((ulong)window.Significant & 63);
            controlBits += 11;
        }

        var significant = difference >> window.Trailing;
        if (controlBits + window.Significant <= HighBitsFirst.MaximumCount)
        {
            output.Put((control << window.Significant) | significant, controlBits + window.Significant);
            return;
        }

        output.Put(control, controlBits);
        output.PutWide(significant, window.Significant);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static HighBitsFirst WithChangeOfDistance(HighBitsFirst output, long change)
    {
        if (Fits(change, 14)) output.Put((0b10UL << 14) | Low(change, 14), 16);
        else if (Fits(change, 17)) output.Put((0b110UL << 17) | Low(change, 17), 20);
        else if (Fits(change, 20)) output.Put((0b1110UL << 20) | Low(change, 20), 24);
        else
        {
            output.Put(0b1111, 4);
            output.PutWide((ulong)change, 64);
        }

        return output;
    }

    // The range has one more number above 0 than below: the opposite of two's complement.
    private static bool Fits(long change, int bits) => change >= -((1L << (bits - 1)) - 1) && change <= 1L << (bits - 1);

    private static ulong Low(long change, int bits) => (ulong)change & (ulong.MaxValue >> (64 - bits));

    /// <summary>The bits that were written last. A difference within them need not repeat their place.</summary>
    private struct Window
    {
        public ulong Outside;
        public int Trailing;
        public int Significant;
    }
}
