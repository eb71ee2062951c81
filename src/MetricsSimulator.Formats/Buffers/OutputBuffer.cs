namespace MetricsSimulator.Formats.Buffers;

/// <summary>
/// A buffer that writers fill from front to back. A derived class decides where its bytes go when it is full. Not thread-safe.
/// </summary>
internal abstract class OutputBuffer
{
    private byte[] _bytes = [];
    private int _length;

    /// <summary>The array that is being filled.</summary>
    protected byte[] Bytes => _bytes;

    /// <summary>The number of bytes that are filled.</summary>
    protected int Length => _length;

    /// <summary>
    /// At least <paramref name="size"/> contiguous bytes to write to. They become part of the output with <see cref="Advance"/>.
    /// </summary>
    /// <param name="size">From 0 to <see cref="MaximumReservation"/>.</param>
    public Span<byte> Reserve(int size)
    {
        if (_bytes.Length - _length < size) Drain();
        return _bytes.AsSpan(_length);
    }

    /// <summary>The most contiguous bytes that can be reserved.</summary>
    public int MaximumReservation => _bytes.Length;

    /// <summary>Makes the first <paramref name="count"/> reserved bytes part of the output.</summary>
    public void Advance(int count) => _length += count;

    /// <summary>Appends any number of bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > _bytes.Length - _length)
        {
            var part = _bytes.Length - _length;
            bytes[..part].CopyTo(_bytes.AsSpan(_length));
            _length += part;
            bytes = bytes[part..];
            Drain();
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Passes on the first <see cref="Length"/> bytes, and calls <see cref="Reset"/>.</summary>
    protected abstract void Drain();

    /// <summary>Continues with an empty array, which may be the same.</summary>
    protected void Reset(byte[] bytes)
    {
        _bytes = bytes;
        _length = 0;
    }
}
