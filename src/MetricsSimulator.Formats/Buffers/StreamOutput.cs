namespace MetricsSimulator.Formats.Buffers;

/// <summary>Output into a stream, a full buffer at a time. Not thread-safe.</summary>
internal sealed class StreamOutput : OutputBuffer
{
    private const int BufferSize = 256 * 1024;

    private readonly Stream _stream;

    /// <summary>Creates the output. The stream is left open.</summary>
    public StreamOutput(Stream stream)
    {
        _stream = stream;
        Reset(new byte[BufferSize]);
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
