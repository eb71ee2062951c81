using System.Buffers;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>What one process exports of one signal at one instant: a request of its own.</summary>
internal sealed class ExportPart
{
    private readonly int _length;
    private byte[] _bytes;

    /// <summary>Creates a part.</summary>
    /// <param name="bytes">The request, which is copied into pooled memory.</param>
    /// <param name="items">The number of its points or log records; 1 or more.</param>
    /// <param name="replaces">What it replaces: a later part with the same text contains all that this one does. Null if none does.</param>
    public ExportPart(ReadOnlySpan<byte> bytes, int items, string? replaces = null)
    {
        (_length, _bytes, Items, Replaces) = (bytes.Length, ArrayPool<byte>.Shared.Rent(bytes.Length), items, replaces);
        bytes.CopyTo(_bytes);
    }

    /// <summary>The request; empty after <see cref="Release"/>.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, Math.Min(_length, _bytes.Length));

    /// <summary>The number of its points or log records; 1 or more.</summary>
    public int Items { get; }

    /// <summary>What it replaces; null for nothing.</summary>
    public string? Replaces { get; }

    /// <summary>Gives the memory back. Nobody may read the request any more. A part that is dropped without this call is collected like any object.</summary>
    public void Release()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }
}
