using System.Collections.Immutable;
using System.Text;
using MetricsSimulator.Formats.TsdbBlocks;

namespace MetricsSimulator.Cli.History.Blocks;

/// <summary>The ticks of a run to write, cut into blocks.</summary>
internal sealed class BlockHistoryPlan
{
    // The approximate size in memory of a block's entries, for each chunk of a series.
    private const int BytesForEachChunk = 12;
    private const long MostBytesForABlock = 96 << 20;

    private readonly ImmutableArray<TimeSpan> _lengths;

    /// <summary>Plans the blocks.</summary>
    /// <param name="span">The ticks to write; at least one.</param>
    /// <param name="written">The time at which the blocks are written.</param>
    /// <param name="length">The length of the blocks; null for the lengths that Prometheus would have made.</param>
    public BlockHistoryPlan(RunSpan span, DateTimeOffset written, TimeSpan? length = null)
    {
        var timeline = span.Recorded.Run.Model.Timeline;
        var series = span.Models.Max(model => model.SeriesCount);
        _lengths = length is { } given ? [given] : [.. BlockRanges.LengthsFor(timeline.UpdateInterval * span.Ticks).Where((each, i) => i == 0 || Fits(each))];
        var identity = Encoding.UTF8.GetBytes(span.Recorded.Identity);
        var step = timeline.UpdateInterval.Ticks / TimeSpan.TicksPerMillisecond;
        var first = timeline.InstantOf(span.FirstTick).ToUnixTimeMilliseconds();
        Window = new BlockWindow(first, first + (span.Ticks - 1) * step + 1);
        long tick = 0;
        var blocks = ImmutableArray.CreateBuilder<Block>();
        foreach (var window in BlockRanges.Cut(first, Window.End, _lengths))
        {
            var next = (window.End - first + step - 1) / step;
            // If ticks are longer than blocks, some blocks have no tick.
            if (next > tick) blocks.Add(new Block(BlockIdentifier.Of(identity, window, written), window, tick, next - tick, LevelOf(window)));
            tick = next;
        }

        Blocks = blocks.DrainToImmutable();

        bool Fits(TimeSpan each) => each / timeline.UpdateInterval / ChunkCut.Target * series * BytesForEachChunk <= MostBytesForABlock;
    }

    private BlockHistoryPlan(BlockHistoryPlan whole, ImmutableArray<Block> blocks) => (_lengths, Window, Blocks) = (whole._lengths, whole.Window, blocks);

    /// <summary>The window of the whole history.</summary>
    public BlockWindow Window { get; }

    /// <summary>The blocks.</summary>
    public ImmutableArray<Block> Blocks { get; } = [];

    /// <summary>The plan without the blocks that a folder has already.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="obstacle">A block of another run that overlaps with the history; null if there is none.</param>
    /// <exception cref="IOException">A block cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or a block may not be read.</exception>
    public BlockHistoryPlan MissingIn(string folder, out (string Identifier, BlockWindow Window)? obstacle)
    {
        obstacle = null;
        var own = Blocks.ToDictionary(block => BlockIdentifier.ContentOf(block.Identifier), block => block.Window, StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (identifier, window) in BlockMetadata.FindIn(folder))
        {
            if (!window.Overlaps(Window)) continue;
            var content = BlockIdentifier.ContentOf(identifier);
            if (own.TryGetValue(content, out var meant) && meant == window) found.Add(content);
            else obstacle ??= (identifier, window);
        }

        return new BlockHistoryPlan(this, Blocks.RemoveAll(block => found.Contains(BlockIdentifier.ContentOf(block.Identifier))));
    }

    private int LevelOf(BlockWindow window) =>
        1 + _lengths.Count(length => length.TotalMilliseconds < window.End - window.First);

    /// <summary>A block.</summary>
    /// <param name="Identifier">Its name; see <see cref="BlockIdentifier"/>.</param>
    /// <param name="Window">Its window.</param>
    /// <param name="FirstTick">Its first tick, counted from the first tick to write.</param>
    /// <param name="Ticks">The number of its ticks.</param>
    /// <param name="Level">1 for the shortest blocks, and one more for each time that Prometheus would have joined them.</param>
    internal sealed record Block(string Identifier, BlockWindow Window, long FirstTick, long Ticks, int Level);
}
