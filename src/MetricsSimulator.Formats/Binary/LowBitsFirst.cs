using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace MetricsSimulator.Formats.Binary;

/// <summary>
/// Writes bits into bytes, the first into the lowest bit of a byte, as Deflate needs them. <see cref="HighBitsFirst"/> begins with the highest.
/// Source: RFC 1951, section 3.1.1.
/// </summary>
internal ref struct LowBitsFirst(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;
    private ulong _pending;
    private int _pendingCount;
    private int _length;

    /// <summary>Appends bits to the pending ones. Call <see cref="Flush"/> before 64 are pending.</summary>
    /// <param name="bits">The bits; all above <paramref name="count"/> are 0.</param>
    /// <param name="count">The number of bits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(ulong bits, int count)
    {
        _pending |= bits << _pendingCount;
        _pendingCount += count;
    }

    /// <summary>Appends a word of a prefix code.</summary>
    /// <param name="word">The bits of the word in the lower half, their number in the upper half.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutWord(uint word) => Put(word & 0xFFFF, (int)(word >> 16));

    /// <summary>Writes the whole bytes of the pending bits. At most 7 bits remain, so that 56 more may be appended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Flush()
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_destination[_length..], _pending);
        _length += _pendingCount >> 3;
        _pending >>= _pendingCount & ~7;
        _pendingCount &= 7;
    }

    /// <summary>Fills the last byte with zeros.</summary>
    /// <returns>The number of bytes written.</returns>
    public int Align()
    {
        _pendingCount = (_pendingCount + 7) & ~7;
        Flush();
        return _length;
    }
}
