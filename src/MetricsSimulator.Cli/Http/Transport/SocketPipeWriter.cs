using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MetricsSimulator.Cli.Http.Transport;

/// <summary>
/// Writes answers of a server to the socket of the connection. An answer can lend it memory, which is then sent without a copy.
/// Everything else goes through pooled buffers. A flush ends when the socket has taken all bytes, and returns the buffers. One thread
/// at a time, like every <see cref="PipeWriter"/>.
/// </summary>
/// <param name="socket">The socket, which the caller closes.</param>
internal sealed class SocketPipeWriter(Socket socket) : PipeWriter
{
    private const int BufferLength = 1 << 14;

    private readonly List<Piece> _full = [];
    private byte[]? _buffer;
    private int _begin;
    private int _end;
    private Memory<byte> _lent;
    private long _unflushed;
    private bool _completed;

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => true;

    /// <inheritdoc/>
    public override long UnflushedBytes => _unflushed;

    /// <summary>Lends memory: <see cref="GetMemory"/> returns it next, and it must not change until the next flush has ended.</summary>
    /// <param name="bytes">The memory, already filled.</param>
    public void Lend(ReadOnlyMemory<byte> bytes) => _lent = MemoryMarshal.AsMemory(bytes);

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        if (_lent.Length > 0) return _lent;
        if (_buffer is null || _buffer.Length - _end < Math.Max(1, sizeHint))
        {
            CloseBuffer(isFull: true);
            _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, BufferLength));
        }

        return _buffer.AsMemory(_end);
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc/>
    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (_lent.Length > 0)
        {
            CloseBuffer(isFull: false);
            _full.Add(new Piece(_lent[..bytes], null));
            _lent = default;
        }
        else
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, (_buffer?.Length ?? 0) - _end);
            _end += bytes;
        }

        _unflushed += bytes;
    }

    /// <inheritdoc/>
    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        CloseBuffer(isFull: true);
        try
        {
            foreach (var (bytes, _) in _full)
            {
                for (var rest = (ReadOnlyMemory<byte>)bytes; rest.Length > 0;)
                    rest = rest[await socket.SendAsync(rest, SocketFlags.None, cancellationToken)..];
            }

            return new FlushResult(isCanceled: false, isCompleted: _completed);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The other side is gone, or the server has aborted the connection, so nobody reads any more.
            return new FlushResult(isCanceled: false, isCompleted: true);
        }
        finally
        {
            Clear();
        }
    }

    /// <summary>Does nothing: a flush ends when the socket takes the bytes or is closed.</summary>
    public override void CancelPendingFlush()
    {
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => _completed = true;

    // Bytes that follow the lent memory go to the free part of the buffer.
    private void CloseBuffer(bool isFull)
    {
        if (_buffer is null) return;
        _full.Add(new Piece(_buffer.AsMemory(_begin, _end - _begin), isFull ? _buffer : null));
        _begin = _end;
        if (!isFull) return;
        _buffer = null;
        _begin = _end = 0;
    }

    private void Clear()
    {
        foreach (var (_, rented) in _full)
        {
            if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        }

        _full.Clear();
        _unflushed = 0;
    }

    /// <summary>Bytes to send, and the array to return afterwards.</summary>
    private readonly record struct Piece(Memory<byte> Bytes, byte[]? Rented);
}
