namespace MetricsSimulator.Checkpoints;

/// <summary>
/// The checkpoints of a live run: many of the near past and fewer of the distant past. So computing a span of time again costs little
/// more than simulating that span, however old the run is. One thread at a time.
/// </summary>
/// <param name="mostBytes">The most memory for all checkpoints, in bytes.</param>
/// <param name="mostCount">The most checkpoints.</param>
internal sealed class CheckpointList(long mostBytes = 32 << 20, int mostCount = 48)
{
    /// <summary>The smallest number of ticks between two checkpoints.</summary>
    public const int Spacing = 64;

    private readonly List<Checkpoint> _kept = [];
    private long _bytes;

    /// <summary>The ticks of all checkpoints, ascending.</summary>
    public IEnumerable<long> Ticks => _kept.Select(checkpoint => checkpoint.Tick);

    /// <summary>The next tick that may have one.</summary>
    public static long Next(long tick) => (tick / Spacing + 1) * Spacing;

    /// <summary>Whether a tick may have a checkpoint, and there is room for one.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="valueCount">The number of values that the run shows. Its state has at least as many.</param>
    public bool Wants(long tick, int valueCount) => tick % Spacing == 0 && valueCount * (long)sizeof(double) <= mostBytes;

    /// <summary>The last before a tick; null when there is none.</summary>
    public Checkpoint? Before(long tick) => _kept.FindLast(checkpoint => checkpoint.Tick < tick);

    /// <summary>Adds a checkpoint, later than all others, and removes those for which there is no room.</summary>
    public void Add(Checkpoint checkpoint)
    {
        _kept.Add(checkpoint);
        _bytes += checkpoint.Bytes;
        while (_kept.Count > mostCount || _bytes > mostBytes) Remove(LeastMissed());
    }

    private void Remove(int index)
    {
        _bytes -= _kept[index].Bytes;
        _kept.RemoveAt(index);
    }

    // The cost of removing it: a history that begins just before the next one has to begin at the previous one. Compare these ticks with the length of that history.
    private int LeastMissed()
    {
        var least = 0;
        var leastCost = double.PositiveInfinity;
        for (var i = 0; i < _kept.Count - 1; i++)
        {
            var cost = (_kept[i + 1].Tick - (i == 0 ? 0 : _kept[i - 1].Tick)) / (double)(_kept[^1].Tick - _kept[i + 1].Tick + Spacing);
            if (cost < leastCost) (least, leastCost) = (i, cost);
        }

        return least;
    }
}
