namespace MetricsSimulator.Formats.Expositions;

/// <summary>
/// A rendered snapshot: the body of an answer to a scrape, as segments to send one after another. Dispose it after the last use,
/// so that the next one can reuse its memory. Reading is thread-safe.
/// </summary>
public sealed class Exposition : IDisposable
{
    private readonly ExpositionMemory _memory;
    private int _disposed;

    internal Exposition(ExpositionFormat format, ContentCoding coding, ExpositionMemory memory)
    {
        Format = format;
        Coding = coding;
        _memory = memory;
        foreach (var segment in memory.Segments.Segments) Length += segment.Length;
    }

    /// <summary>The format of the text.</summary>
    public ExpositionFormat Format { get; }

    /// <summary>The coding of the bytes, for the <c>Content-Encoding</c> of the answer.</summary>
    public ContentCoding Coding { get; }

    /// <summary>The <c>Content-Type</c> of the answer.</summary>
    public string ContentType => Format.ContentType;

    /// <summary>The number of bytes of all segments together.</summary>
    public long Length { get; }

    /// <summary>The bytes, in order. Do not read them after the exposition is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The exposition was disposed.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> Segments
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
            return _memory.Segments.Segments;
        }
    }

    /// <summary>Writes all segments to a stream.</summary>
    /// <exception cref="ObjectDisposedException">The exposition was disposed.</exception>
    public async ValueTask WriteToAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        foreach (var segment in Segments) await stream.WriteAsync(segment, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies all segments into an array of <see cref="Length"/> bytes.</summary>
    /// <exception cref="ObjectDisposedException">The exposition was disposed.</exception>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        var rest = bytes.AsSpan();
        foreach (var segment in Segments)
        {
            segment.Span.CopyTo(rest);
            rest = rest[segment.Length..];
        }

        return bytes;
    }

    /// <summary>Returns the memory. Do not read the segments afterwards.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) _memory.Release();
    }
}
