using System.Text;
using MetricsSimulator.Formats.Series;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.History.Blocks;

/// <summary>
/// Blocks of the ticks that a live simulator passes before it is served: those that came while the history was written. One thread at a time.
/// </summary>
internal sealed class LiveBlocks
{
    // A chunk has fewer samples when one tick is so large that as many as usual would not fit into so many values.
    private const int MostValues = 4 << 20;

    private readonly LiveSimulator _simulator;
    private readonly string _folder;
    private readonly byte[] _identity;
    private readonly DateTimeOffset _written;
    private readonly RunSpan _history;
    private readonly EncodedChunks _chunks = new();
    private readonly int _most;
    private long _next;

    /// <summary>Prepares the blocks.</summary>
    /// <param name="simulator">The simulator, which follows no clock yet.</param>
    /// <param name="history">What was written otherwise: the ticks before, with labels that the simulator need not show.</param>
    /// <param name="folder">Where the blocks will lie.</param>
    /// <param name="written">The time at which the blocks are written.</param>
    public LiveBlocks(LiveSimulator simulator, RunSpan history, string folder, DateTimeOffset written)
    {
        _simulator = simulator;
        _folder = folder;
        _written = written;
        _history = history;
        _identity = Encoding.UTF8.GetBytes(history.Recorded.Identity);
        _most = Math.Clamp(MostValues / Math.Max(1, simulator.Layout.ValueCount), 1, ChunkCut.Target);
        _next = history.EndTick;
    }

    /// <summary>Computes and writes the ticks that follow, up to one.</summary>
    /// <param name="last">That tick, which is written too.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The blocks, one by one as they become whole.</returns>
    /// <exception cref="IOException">The disk takes no more.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public IEnumerable<BlockSize> Write(long last, CancellationToken cancellation)
    {
        var step = _simulator.Model.Timeline.UpdateInterval.Ticks / TimeSpan.TicksPerMillisecond;
        foreach (var window in BlockRanges.Cut(Milliseconds(_next), Milliseconds(last) + 1, [BlockRanges.Shortest]))
        {
            var end = _next + (window.End - Milliseconds(_next) + step - 1) / step;
            var encoder = new GrowingEncoder(_history.Recorded.Run.Labels);
            // With the tick before, whose series may end at the first.
            using (var before = _simulator.AcquireAt(_next - 1, cancellation: cancellation)) encoder.GoOnAfter(before);
            using var block = new BlockWriter(_folder, BlockIdentifier.Of(_identity, window, _written), window, level: 1, layouts: 1);
            while (_next < end)
            {
                for (var left = Math.Min(_most, end - _next); left > 0; left--, _next++)
                {
                    using var snapshot = _simulator.AcquireAt(_next, cancellation: cancellation);
                    encoder.Add(snapshot);
                }

                _chunks.Clear();
                encoder.Encode(_chunks);
                cancellation.ThrowIfCancellationRequested();
                block.Frame(0, encoder.Columns, _chunks);
                block.Write(0, block.Reserve(_chunks), _chunks);
            }

            if (block.Commit(() => new SeriesTable([encoder.Layout])) is { } size) yield return size;
        }
    }

    private long Milliseconds(long tick) => _simulator.Model.Timeline.InstantOf(tick).ToUnixTimeMilliseconds();
}
