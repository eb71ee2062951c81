using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MetricsSimulator.Formats.Binary;

/// <summary>
/// Writes bits into bytes, the first into the highest bit of a byte, as chunks of Prometheus need them. <see cref="LowBitsFirst"/> begins with the
/// lowest. Nothing is checked: the destination must have eight bytes more than are written.
/// </summary>
internal ref struct HighBitsFirst(Span<byte> destination)
{
    /// <summary>The most bits in one call of <see cref="Put"/>.</summary>
    public const int MaximumCount = 56;

    private readonly ref byte _destination = ref MemoryMarshal.GetReference(destination);
    private ulong _pending;
    private int _pendingCount;
    private nint _length;

    /// <summary>Appends bits.</summary>
    /// <param name="bits">The bits; all above <paramref name="count"/> are 0.</param>
    /// <param name="count">The number of bits, from 1 to <see cref="MaximumCount"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(ulong bits, int count)
    {
        // Always store whole words, of which only the whole bytes count. So there is no branch that could be mispredicted.
        var total = _pendingCount + count;
        var pending = _pending | (bits << (64 - total));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref _destination, _length), BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(pending) : pending);
        _length += total >> 3;
        _pending = pending << (total & ~7);
        _pendingCount = total & 7;
    }

    /// <summary>Appends the lowest bits of a word, up to all 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutWide(ulong bits, int count)
    {
        if (count > 32)
        {
            Put((bits >> 32) & (ulong.MaxValue >> (96 - count)), count - 32);
            count = 32;
        }

        Put(bits & (ulong.MaxValue >> (64 - count)), count);
    }

    /// <summary>Appends an unsigned number in groups of seven bits, the lowest first, as Go's <c>binary.PutUvarint</c> does.</summary>
    public void PutUvarint(ulong number)
    {
        for (; number >= 0x80; number >>= 7) Put((number & 0x7F) | 0x80, 8);
        Put(number, 8);
    }

    /// <summary>Appends a signed number with its sign in the lowest bit, as Go's <c>binary.PutVarint</c> does.</summary>
    public void PutVarint(long number) => PutUvarint((ulong)((number << 1) ^ (number >> 63)));

    /// <summary>The number of bytes written. The last one ends with zero bits.</summary>
    public readonly int Length => (int)_length + (_pendingCount > 0 ? 1 : 0);
}
