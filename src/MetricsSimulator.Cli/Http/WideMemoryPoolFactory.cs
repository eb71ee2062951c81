using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// Makes the pools that a connection's pieces come from. The server's own has pieces of 4 KiB, of which an exposition of a hundred megabytes
/// takes twenty-five thousand; with these it is copied and handed to the socket in a sixteenth of the calls. Thread-safe.
/// </summary>
internal sealed class WideMemoryPoolFactory : IMemoryPoolFactory<byte>
{
    private const int PieceLength = 1 << 16;

    /// <inheritdoc/>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        public override int MaxBufferSize => Shared.MaxBufferSize;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(Math.Max(minBufferSize, PieceLength));

        protected override void Dispose(bool disposing)
        {
        }
    }
}
