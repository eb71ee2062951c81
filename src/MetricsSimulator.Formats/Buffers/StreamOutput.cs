namespace MetricsSimulator.Formats.Buffers;

/// <summary>Output into a stream, a full buffer at a time. Not thread-safe.</summary>
internal sealed class StreamOutput : OutputBuffer
{
    /// <summary>The default length of the buffer, in bytes.</summary>
    public const int BufferSize = 256 * 1024;

    private readonly Stream _stream;

    /// <summary>Creates the output. The stream is left open.</summary>
    /// <param name="stream">The destination.</param>
    /// <param name="bufferSize">The length of the buffer, in bytes; by default <see cref="BufferSize"/>.</param>
    public StreamOutput(Stream stream, int bufferSize = BufferSize)
    {
        _stream = stream;
        Reset(new byte[bufferSize]);
    }

    /// <summary>Writes the rest of the buffer, and flushes the stream.</summary>
    public void Flush()
    {
        Drain();
        _stream.Flush();
    }

    /// <inheritdoc/>
    protected override void Drain()
    {
        _stream.Write(Bytes.AsSpan(0, Length));
        Reset(Bytes);
    }
}
