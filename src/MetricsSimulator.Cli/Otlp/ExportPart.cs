using System.Buffers;
using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>What one process exports of one signal at one instant: a request of its own.</summary>
internal sealed class ExportPart
{
    private readonly int _length;
    private byte[] _bytes;

    /// <summary>Creates a part.</summary>
    /// <param name="bytes">The request, which is copied into pooled memory.</param>
    /// <param name="items">The number of its points or log records; 1 or more.</param>
    /// <param name="keys">The keys of its points if they are totals; empty for what is counted once.</param>
    public ExportPart(ReadOnlySpan<byte> bytes, int items, params ReadOnlySpan<PointKey> keys)
    {
        (_length, _bytes, Items, Keys) = (bytes.Length, ArrayPool<byte>.Shared.Rent(bytes.Length), items, keys.ToArray());
        bytes.CopyTo(_bytes);
    }

    /// <summary>The request; empty after <see cref="Release"/>.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, Math.Min(_length, _bytes.Length));

    /// <summary>The number of its points or log records; 1 or more.</summary>
    public int Items { get; }

    /// <summary>The keys of its points if they are totals; empty for what is counted once.</summary>
    public PointKey[] Keys { get; }

    /// <summary>Whether its points are totals, which a later part may contain.</summary>
    public bool AreTotals => Keys.Length > 0;

    /// <summary>While it waits, the number of its points or log records that no later part contains.</summary>
    public int Needed { get; set; }

    /// <summary>Gives the memory back. Nobody may read the request any more. A part that is dropped without this call is collected like any object.</summary>
    public void Release()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }
}
