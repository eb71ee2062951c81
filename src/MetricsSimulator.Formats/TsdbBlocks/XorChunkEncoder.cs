using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MetricsSimulator.Formats.Binary;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>
/// The XOR chunk of Prometheus: timestamps as changes of their distance, values as what differs from the value before.
/// </summary>
/// <remarks>
/// Sources: prometheus/prometheus, tsdb/docs/format/chunks.md and tsdb/chunkenc/xor.go; Pelkonen et al., "Gorilla: A Fast, Scalable, In-Memory
/// Time Series Database" (2015), section 4.1.
/// </remarks>
public static class XorChunkEncoder
{
    /// <summary>The most samples that a chunk can say it has.</summary>
    public const int MaximumSamples = ushort.MaxValue;

    // Two varints and the first value, and the word that is stored beyond the end.
    private const int MostForTheFirst = 2 + 10 + 8 + 10 + 8;

    // 4 + 64 bits of time and 2 + 5 + 6 + 64 bits of value.
    private const int MostBitsForEach = 68 + 77;

    /// <summary>The room that the chunk of so many samples needs at most, in bytes.</summary>
    public static int MaximumLength(int samples) => MostForTheFirst + (int)((samples * (long)MostBitsForEach + 7) / 8);

    /// <summary>Encodes samples.</summary>
    /// <param name="timestamps">The instants, in milliseconds since the Unix epoch, ascending; from 1 to <see cref="MaximumSamples"/>.</param>
    /// <param name="values">One value for each.</param>
    /// <param name="destination">At least <see cref="MaximumLength"/> bytes; those after the chunk may be overwritten too.</param>
    /// <returns>The number of bytes that the chunk has.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static int Encode(ReadOnlySpan<long> timestamps, ReadOnlySpan<double> values, Span<byte> destination)
    {
        var count = timestamps.Length;
        if (count is 0 or > MaximumSamples) throw new ArgumentException($"A chunk has from 1 to {MaximumSamples} samples, got {count}.", nameof(timestamps));
        if (values.Length != count) throw new ArgumentException($"{count} timestamps need {count} values, got {values.Length}.", nameof(values));
        if (destination.Length < MaximumLength(count)) throw new ArgumentException("The buffer is too short.", nameof(destination));

        // The loop works on a local copy, which the compiler can keep in registers.
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

    /// <summary>Puts what differs from the value before, behind a number of zeros.</summary>
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

    // One more above 0 than below: the other way round than in two's complement.
    private static bool Fits(long change, int bits) => change >= -((1L << (bits - 1)) - 1) && change <= 1L << (bits - 1);

    private static ulong Low(long change, int bits) => (ulong)change & (ulong.MaxValue >> (64 - bits));

    /// <summary>Which bits of a difference were written last; differences that fit into it need not say so again.</summary>
    private struct Window
    {
        public ulong Outside;
        public int Trailing;
        public int Significant;
    }
}
