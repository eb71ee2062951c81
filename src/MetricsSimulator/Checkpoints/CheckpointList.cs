namespace MetricsSimulator.Checkpoints;

/// <summary>
/// The checkpoints of a run that goes on: dense in the near past and sparse in the far one, so that to compute some time again costs little
/// more than that time itself, however old the run is. One thread at a time.
/// </summary>
/// <param name="mostBytes">The most memory that they may take together.</param>
/// <param name="mostCount">The most that there may be.</param>
internal sealed class CheckpointList(long mostBytes = 32 << 20, int mostCount = 48)
{
    /// <summary>How many ticks lie between two at least.</summary>
    public const int Spacing = 64;

    private readonly List<Checkpoint> _kept = [];
    private long _bytes;

    /// <summary>The ticks of those that there are, ascending.</summary>
    public IEnumerable<long> Ticks => _kept.Select(checkpoint => checkpoint.Tick);

    /// <summary>The next tick that may have one.</summary>
    public static long Next(long tick) => (tick / Spacing + 1) * Spacing;

    /// <summary>Whether a tick may have a checkpoint, and there is room for one.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="valueCount">The number of values that the run shows. Its state has no less.</param>
    public bool Wants(long tick, int valueCount) => tick % Spacing == 0 && valueCount * (long)sizeof(double) <= mostBytes;

    /// <summary>The last before a tick; null when there is none.</summary>
    public Checkpoint? Before(long tick) => _kept.FindLast(checkpoint => checkpoint.Tick < tick);

    /// <summary>Adds one, later than all that there are, and takes those away for which there is no room.</summary>
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

    // Without it, whoever begins just before the next has to begin at the one before: so many ticks, compared with those up to now.
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
