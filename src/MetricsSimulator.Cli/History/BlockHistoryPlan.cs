using System.Collections.Immutable;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.History;

/// <summary>Which ticks of a run are written, and into which blocks. Immutable and thread-safe.</summary>
internal sealed class BlockHistoryPlan
{
    // A block's entries in memory are about so large for each chunk of a series.
    private const int BytesForEachChunk = 12;
    private const long MostBytesForABlock = 96 << 20;

    private readonly ImmutableArray<TimeSpan> _lengths;

    /// <summary>Plans the blocks.</summary>
    /// <param name="timeline">The instants of the ticks.</param>
    /// <param name="begin">The first instant that is written.</param>
    /// <param name="end">The instant before which the last tick lies.</param>
    /// <param name="length">The length of the blocks; null for such lengths as Prometheus would have made.</param>
    /// <param name="series">The number of series.</param>
    public BlockHistoryPlan(Timeline timeline, DateTimeOffset begin, DateTimeOffset end, TimeSpan? length, long series)
    {
        FirstTick = Math.Max(0, timeline.TickAt(begin.AddTicks(-1)) + 1);
        Ticks = timeline.TickAt(end.AddTicks(-1)) + 1 - FirstTick;
        _lengths = length is { } given ? [given] : [.. BlockRanges.LengthsFor(end - begin).Where((each, i) => i == 0 || Fits(each))];
        if (Ticks <= 0) return;
        var step = timeline.UpdateInterval.Ticks / TimeSpan.TicksPerMillisecond;
        var first = timeline.InstantOf(FirstTick).ToUnixTimeMilliseconds();
        Window = new BlockWindow(first, first + (Ticks - 1) * step + 1);
        long tick = 0;
        var blocks = ImmutableArray.CreateBuilder<Block>();
        foreach (var window in BlockRanges.Cut(first, Window.End, _lengths))
        {
            var next = (window.End - first + step - 1) / step;
            // With ticks longer than blocks, there are blocks without ticks.
            if (next > tick) blocks.Add(new Block(window, tick, next - tick, LevelOf(window)));
            tick = next;
        }

        Blocks = blocks.DrainToImmutable();

        bool Fits(TimeSpan each) => each / timeline.UpdateInterval / ChunkCut.Target * series * BytesForEachChunk <= MostBytesForABlock;
    }

    /// <summary>The first tick that is written.</summary>
    public long FirstTick { get; }

    /// <summary>The number of ticks that are written; 0 or less for none.</summary>
    public long Ticks { get; }

    /// <summary>The time that the blocks hold together.</summary>
    public BlockWindow Window { get; }

    /// <summary>The blocks.</summary>
    public ImmutableArray<Block> Blocks { get; } = [];

    private int LevelOf(BlockWindow window) =>
        1 + _lengths.Count(length => length.TotalMilliseconds < window.End - window.First);

    /// <summary>A block. Immutable and thread-safe.</summary>
    /// <param name="Window">The time that it holds.</param>
    /// <param name="FirstTick">Its first tick, counted from the first that is written.</param>
    /// <param name="Ticks">The number of its ticks.</param>
    /// <param name="Level">How often Prometheus would have joined blocks until it had this one.</param>
    internal sealed record Block(BlockWindow Window, long FirstTick, long Ticks, int Level);
}
