using System.Buffers;
using Snappier;

namespace MetricsSimulator.Formats.RemoteWrite;

/// <summary>The body of one request, in memory that is reused; dispose it after sending. Reading is thread-safe.</summary>
public sealed class WriteRequest : IDisposable
{
    private readonly int _length;
    private byte[]? _bytes;

    /// <summary>Compresses a message into a body.</summary>
    /// <param name="message">A <c>WriteRequest</c> in protobuf.</param>
    /// <param name="samples">The number of samples in it.</param>
    /// <remarks>Source: Prometheus, "Prometheus Remote-Write 1.0 specification", section "Protocol": the block format of Snappy, not its frames.</remarks>
    internal WriteRequest(ReadOnlySpan<byte> message, int samples)
    {
        Samples = samples;
        _bytes = ArrayPool<byte>.Shared.Rent(Snappy.GetMaxCompressedLength(message.Length));
        _length = Snappy.Compress(message, _bytes);
    }

    /// <summary>The number of samples in the request.</summary>
    public int Samples { get; }

    /// <summary>The bytes of the body.</summary>
    /// <exception cref="ObjectDisposedException">The request was disposed.</exception>
    public ReadOnlyMemory<byte> Body => (_bytes ?? throw new ObjectDisposedException(nameof(WriteRequest))).AsMemory(0, _length);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _bytes, null) is { } bytes) ArrayPool<byte>.Shared.Return(bytes);
    }
}
