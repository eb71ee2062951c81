using System.Buffers.Binary;
using MetricsSimulator.Formats.Binary;
using Microsoft.Win32.SafeHandles;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>
/// The bytes of an index: numbers and sections. Each section has its length before it and its checksum after it. Not thread-safe.
/// </summary>
internal sealed class IndexOutput(SafeFileHandle file) : IDisposable
{
    private readonly List<(long Position, uint Length)> _lengths = [];
    private byte[] _bytes = new byte[1 << 17];
    private int _length;
    private long _flushed;
    private uint _checksum;
    private int _summed;
    private long _begin;

    /// <summary>The number of bytes so far.</summary>
    public long Position => _flushed + _length;

    /// <summary>Appends bytes.</summary>
    public void Put(ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Appends a number of four bytes.</summary>
    public void PutUInt32(uint number)
    {
        Ensure(4);
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(_length), number);
        _length += 4;
    }

    /// <summary>Appends a number of eight bytes.</summary>
    public void PutUInt64(ulong number)
    {
        Ensure(8);
        BinaryPrimitives.WriteUInt64BigEndian(_bytes.AsSpan(_length), number);
        _length += 8;
    }

    /// <summary>Appends a number of as many bytes as it needs.</summary>
    public void PutUvarint(ulong number)
    {
        Ensure(Varint.MaximumLength);
        _length += Varint.Write(_bytes.AsSpan(_length), number);
    }

    /// <summary>Appends a text, with its length before it.</summary>
    public void PutText(ReadOnlySpan<byte> text)
    {
        PutUvarint((ulong)text.Length);
        Put(text);
    }

    /// <summary>Appends zeros up to a multiple of a length.</summary>
    public void Align(int multiple)
    {
        while (Position % multiple != 0) Put([0]);
    }

    /// <summary>Begins a section.</summary>
    /// <param name="length">The length of the section; null if it is known only at its end.</param>
    public void BeginSection(uint? length = null)
    {
        PutUInt32(length ?? 0);
        BeginChecksum();
        _begin = length is null ? Position : -1;
    }

    /// <summary>Ends the section, and appends its checksum.</summary>
    public void EndSection()
    {
        if (_begin >= 0) _lengths.Add((_begin - sizeof(uint), checked((uint)(Position - _begin))));
        PutChecksum();
    }

    /// <summary>Starts a checksum over the bytes that follow.</summary>
    public void BeginChecksum()
    {
        _checksum = Castagnoli.Empty;
        _summed = _length;
    }

    /// <summary>Appends the checksum.</summary>
    public void PutChecksum()
    {
        Sum();
        PutUInt32(_checksum);
    }

    /// <summary>Writes everything, and waits until it is on the disk.</summary>
    public void Finish()
    {
        Flush();
        Span<byte> bytes = stackalloc byte[4];
        foreach (var (position, length) in _lengths)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, length);
            RandomAccess.Write(file, bytes, position);
        }

        RandomAccess.FlushToDisk(file);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void Ensure(int count)
    {
        if (_bytes.Length - _length >= count) return;
        Flush();
        if (_bytes.Length < count) _bytes = new byte[count];
    }

    private void Sum()
    {
        _checksum = Castagnoli.Append(_checksum, _bytes.AsSpan(_summed, _length - _summed));
        _summed = _length;
    }

    private void Flush()
    {
        Sum();
        RandomAccess.Write(file, _bytes.AsSpan(0, _length), _flushed);
        _flushed += _length;
        _length = _summed = 0;
    }
}
