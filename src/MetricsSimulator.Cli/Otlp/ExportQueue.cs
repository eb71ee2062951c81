using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>The parts that wait for a receiver, the oldest first. Not thread-safe.</summary>
/// <param name="capacity">The most bytes, beside those that were added last.</param>
internal sealed class ExportQueue(long capacity)
{
    private readonly LinkedList<ExportPart> _parts = new();

    // The part with the last total of each key.
    private readonly Dictionary<PointKey, LinkedListNode<ExportPart>> _last = [];
    private long _bytes;

    /// <summary>The number of points or log records that would be lost without the parts that wait.</summary>
    public long Items { get; private set; }

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => _parts.Count == 0;

    /// <summary>Adds parts. A part of which they contain everything goes, and the oldest must go if there are too many bytes.</summary>
    /// <returns>How many points or log records are lost.</returns>
    public long Add(IReadOnlyList<ExportPart> parts)
    {
        var bytes = 0L;
        foreach (var part in parts)
        {
            bytes += part.Bytes.Length;
            foreach (var key in part.Keys)
                if (_last.Remove(key, out var before)) Contain(before);
        }

        var lost = 0L;
        // What is new stays, however large it is.
        while (_bytes + bytes > capacity && _parts.First is { } oldest)
        {
            lost += oldest.Value.Needed;
            Remove(oldest);
        }

        foreach (var part in parts) Keep(_parts.AddLast(part));
        return lost;
    }

    /// <summary>Takes the oldest parts.</summary>
    /// <param name="mostBytes">The most bytes, unless the first part has more.</param>
    /// <returns>At least one part if any waits.</returns>
    public List<ExportPart> Take(int mostBytes)
    {
        var taken = new List<ExportPart>();
        var bytes = 0;
        while (_parts.First is { } oldest && (taken.Count == 0 || bytes + oldest.Value.Bytes.Length <= mostBytes))
        {
            taken.Add(oldest.Value);
            bytes += oldest.Value.Bytes.Length;
            Remove(oldest);
        }

        return taken;
    }

    /// <summary>Takes parts back that could not be sent. Only totals can be sent later, and only those are that no later part contains.</summary>
    /// <returns>How many points or log records are lost.</returns>
    public long Return(IReadOnlyList<ExportPart> parts)
    {
        var lost = 0L;
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            var part = parts[i];
            var needed = part.AreTotals ? part.Keys.Count(key => !_last.ContainsKey(key)) : part.Items;
            if (needed == 0) continue;
            if (part.AreTotals && _bytes + part.Bytes.Length <= capacity) Keep(_parts.AddFirst(part));
            else lost += needed;
        }

        return lost;
    }

    private void Keep(LinkedListNode<ExportPart> node)
    {
        var part = node.Value;
        part.Needed = part.AreTotals ? 0 : part.Items;
        foreach (var key in part.Keys)
            if (_last.TryAdd(key, node)) part.Needed++;
        _bytes += part.Bytes.Length;
        Items += part.Needed;
    }

    /// <summary>Notes that a later part contains a total.</summary>
    private void Contain(LinkedListNode<ExportPart> node)
    {
        Items--;
        if (--node.Value.Needed == 0) Remove(node);
    }

    private void Remove(LinkedListNode<ExportPart> node)
    {
        foreach (var key in node.Value.Keys)
            if (_last.TryGetValue(key, out var last) && last == node) _last.Remove(key);
        _bytes -= node.Value.Bytes.Length;
        Items -= node.Value.Needed;
        _parts.Remove(node);
    }
}
