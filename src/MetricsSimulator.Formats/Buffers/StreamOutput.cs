namespace MetricsSimulator.Formats.Buffers;

/// <summary>Output into a stream, a full buffer at a time. Not thread-safe.</summary>
internal sealed class StreamOutput : OutputBuffer
{
    /// <summary>The length of the buffer unless another is given, in bytes.</summary>
    public const int BufferSize = 256 * 1024;

    private readonly Stream _stream;

    /// <summary>Creates the output. The stream is left open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="bufferSize">The length of the buffer, in bytes.</param>
    public StreamOutput(Stream stream, int bufferSize = BufferSize)
    {
        _stream = stream;
        Reset(new byte[bufferSize]);
    }

    /// <summary>Writes what is left in the buffer, and flushes the stream.</summary>
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
