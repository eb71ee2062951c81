using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using MetricsSimulator.Formats.TsdbBlocks;

namespace MetricsSimulator.Cli.History.Blocks;

/// <summary>Which ticks of a run are written, and into which blocks. Immutable and thread-safe.</summary>
internal sealed class BlockHistoryPlan
{
    // A block's entries in memory are about so large for each chunk of a series.
    private const int BytesForEachChunk = 12;
    private const long MostBytesForABlock = 96 << 20;

    private readonly ImmutableArray<TimeSpan> _lengths;

    /// <summary>Plans the blocks.</summary>
    /// <param name="span">The ticks that are written; at least one.</param>
    /// <param name="length">The length of the blocks; null for such lengths as Prometheus would have made.</param>
    public BlockHistoryPlan(RunSpan span, TimeSpan? length)
    {
        var timeline = span.Recorded.Run.Model.Timeline;
        var series = span.Models.Max(model => model.SeriesCount);
        _lengths = length is { } given ? [given] : [.. BlockRanges.LengthsFor(timeline.UpdateInterval * span.Ticks).Where((each, i) => i == 0 || Fits(each))];
        Identity = ImmutableCollectionsMarshal.AsImmutableArray(Encoding.UTF8.GetBytes(span.Recorded.Identity));
        var step = timeline.UpdateInterval.Ticks / TimeSpan.TicksPerMillisecond;
        var first = timeline.InstantOf(span.FirstTick).ToUnixTimeMilliseconds();
        Window = new BlockWindow(first, first + (span.Ticks - 1) * step + 1);
        long tick = 0;
        var blocks = ImmutableArray.CreateBuilder<Block>();
        foreach (var window in BlockRanges.Cut(first, Window.End, _lengths))
        {
            var next = (window.End - first + step - 1) / step;
            // With ticks longer than blocks, there are blocks without ticks.
            if (next > tick) blocks.Add(new Block(BlockIdentifier.Of(Identity.AsSpan(), window), window, tick, next - tick, LevelOf(window)));
            tick = next;
        }

        Blocks = blocks.DrainToImmutable();

        bool Fits(TimeSpan each) => each / timeline.UpdateInterval / ChunkCut.Target * series * BytesForEachChunk <= MostBytesForABlock;
    }

    private BlockHistoryPlan(BlockHistoryPlan whole, ImmutableArray<Block> blocks) => (_lengths, Identity, Window, Blocks) = (whole._lengths, whole.Identity, whole.Window, blocks);

    /// <summary>What tells the blocks of this run from those of any other.</summary>
    public ImmutableArray<byte> Identity { get; }

    /// <summary>The time of the whole history.</summary>
    public BlockWindow Window { get; }

    /// <summary>The blocks.</summary>
    public ImmutableArray<Block> Blocks { get; } = [];

    /// <summary>The plan without blocks that are there already.</summary>
    /// <param name="identifiers">Their names.</param>
    public BlockHistoryPlan Without(IReadOnlySet<string> identifiers) => new(this, Blocks.RemoveAll(block => identifiers.Contains(block.Identifier)));

    private int LevelOf(BlockWindow window) =>
        1 + _lengths.Count(length => length.TotalMilliseconds < window.End - window.First);

    /// <summary>A block. Immutable and thread-safe.</summary>
    /// <param name="Identifier">Its name, which says what run it is of.</param>
    /// <param name="Window">The time that it holds.</param>
    /// <param name="FirstTick">Its first tick, counted from the first that is written.</param>
    /// <param name="Ticks">The number of its ticks.</param>
    /// <param name="Level">How often Prometheus would have joined blocks until it had this one.</param>
    internal sealed record Block(string Identifier, BlockWindow Window, long FirstTick, long Ticks, int Level);
}
