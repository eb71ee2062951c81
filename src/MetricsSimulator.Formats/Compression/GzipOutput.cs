using System.IO.Hashing;
using MetricsSimulator.Formats.Buffers;

namespace MetricsSimulator.Formats.Compression;

/// <summary>
/// Output that is compressed as it fills up, so that only compressed bytes are kept. Each part ends on a byte boundary and has its own checksum.
/// Not thread-safe; reusable.
/// </summary>
internal sealed class GzipOutput : OutputBuffer
{
    private const int TextLength = 128 * 1024;

    private readonly ChunkOutput _destination;
    private readonly LineDeflater _deflater = new(TextLength);
    private readonly Crc32 _crc = new();
    private readonly byte[] _block;
    private long _textLength;

    /// <summary>Creates the output.</summary>
    /// <param name="destination">The destination of the compressed bytes.</param>
    public GzipOutput(ChunkOutput destination)
    {
        _destination = destination;
        _block = new byte[_deflater.BufferLength];
        Reset(new byte[TextLength]);
    }

    /// <summary>Ends a part: compresses all that was written since the part before, and writes it to the destination.</summary>
    /// <returns>The checksum of the part's text.</returns>
    public GzipChecksum EndPart()
    {
        if (Length > 0) Drain();
        var checksum = new GzipChecksum(_crc.GetCurrentHashAsUInt32(), _textLength);
        _crc.Reset();
        _textLength = 0;
        return checksum;
    }

    /// <inheritdoc/>
    protected override void Drain()
    {
        var text = Bytes.AsSpan(0, Length);
        _crc.Append(text);
        _textLength += text.Length;
        _destination.Write(_block.AsSpan(0, _deflater.Deflate(text, _block)));
        Reset(Bytes);
    }
}
