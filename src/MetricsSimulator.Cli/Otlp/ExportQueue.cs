namespace MetricsSimulator.Cli.Otlp;

/// <summary>The parts that wait for a receiver, the oldest first. Not thread-safe.</summary>
/// <param name="capacity">The most bytes, beside those that were added last.</param>
internal sealed class ExportQueue(long capacity)
{
    private readonly LinkedList<ExportPart> _parts = new();
    private readonly Dictionary<string, LinkedListNode<ExportPart>> _replaceable = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>The number of points or log records that wait.</summary>
    public long Items { get; private set; }

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => _parts.Count == 0;

    /// <summary>Adds parts. They take the place of those that they replace, and the oldest must go if there are too many bytes.</summary>
    /// <returns>How many points or log records had to go.</returns>
    public long Add(IReadOnlyList<ExportPart> parts)
    {
        var bytes = 0L;
        foreach (var part in parts)
        {
            bytes += part.Bytes.Length;
            if (part.Replaces is { } replaced && _replaceable.TryGetValue(replaced, out var before)) Remove(before);
        }

        var lost = 0L;
        // What is new stays, however large it is.
        while (_bytes + bytes > capacity && _parts.First is { } oldest)
        {
            lost += oldest.Value.Items;
            Remove(oldest);
        }

        foreach (var part in parts) Keep(part, _parts.AddLast(part));
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

    /// <summary>Takes parts back that could not be sent. Only totals can be sent later: a later part replaces them if there is one.</summary>
    /// <returns>How many points or log records are lost.</returns>
    public long Return(IReadOnlyList<ExportPart> parts)
    {
        var lost = 0L;
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            var part = parts[i];
            if (part.Replaces is { } replaced)
            {
                if (_replaceable.ContainsKey(replaced)) continue;
                if (_bytes + part.Bytes.Length <= capacity)
                {
                    Keep(part, _parts.AddFirst(part));
                    continue;
                }
            }

            lost += part.Items;
        }

        return lost;
    }

    private void Keep(ExportPart part, LinkedListNode<ExportPart> node)
    {
        if (part.Replaces is { } replaced) _replaceable.Add(replaced, node);
        _bytes += part.Bytes.Length;
        Items += part.Items;
    }

    private void Remove(LinkedListNode<ExportPart> node)
    {
        if (node.Value.Replaces is { } replaced) _replaceable.Remove(replaced);
        _bytes -= node.Value.Bytes.Length;
        Items -= node.Value.Items;
        _parts.Remove(node);
    }
}
