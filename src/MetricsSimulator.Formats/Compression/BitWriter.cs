using System.Buffers.Binary;

namespace MetricsSimulator.Formats.Compression;

/// <summary>
/// Bits put one after another into bytes, the first into the lowest bit, as Deflate wants them. Source: RFC 1951, section 3.1.1. Not
/// thread-safe.
/// </summary>
internal ref struct BitWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;
    private ulong _pending;
    private int _pendingCount;
    private int _length;

    /// <summary>Puts bits behind those that are pending. <see cref="Flush"/> is called before more than 64 are.</summary>
    /// <param name="bits">The bits; all above <paramref name="count"/> are 0.</param>
    /// <param name="count">How many.</param>
    public void Put(ulong bits, int count)
    {
        _pending |= bits << _pendingCount;
        _pendingCount += count;
    }

    /// <summary>Writes the whole bytes of what is pending: 7 bits at most stay, so that 57 may be put then.</summary>
    public void Flush()
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_destination[_length..], _pending);
        var bytes = _pendingCount >> 3;
        _length += bytes;
        _pending = bytes == 8 ? 0 : _pending >> (8 * bytes);
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
