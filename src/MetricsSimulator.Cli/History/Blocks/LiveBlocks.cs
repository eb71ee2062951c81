using System.Text;
using MetricsSimulator.Formats.Series;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
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
    private SeriesEncoder _encoder;
    private SeriesTable _table;
    private SeriesUnion? _union;
    private readonly EncodedChunks _chunks = new();
    private readonly int _most;
    private double[] _values = [];
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
        var layout = history.Simulate(SeriesSelection.All).Layout;
        _encoder = new SeriesEncoder(layout);
        _table = new SeriesTable([layout]);
        _most = Math.Clamp(MostValues / Math.Max(1, layout.ValueCount), 1, ChunkCut.Target);
        _next = history.EndTick;
        GoOn();
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
            if (_history.HasChurn) Begin(end);
            using var block = new BlockWriter(_folder, BlockIdentifier.Of(_identity, window, _written), window, level: 1, _table);
            while (_next < end)
            {
                Encode((int)Math.Min(_most, end - _next), cancellation);
                block.Frame(0, _chunks);
                block.Write(0, block.Reserve(_chunks), _chunks);
            }

            if (block.Commit() is { } size) yield return size;
        }
    }

    /// <summary>Begins a block with all series that live in it, and with those of the tick before, which may end at its first.</summary>
    private void Begin(long end)
    {
        _union = new SeriesUnion(_history, SeriesSelection.All, _next - 1, end);
        _encoder = new SeriesEncoder(_union.Layout);
        _table = new SeriesTable([_union.Layout]);
        GoOn();
    }

    private void GoOn()
    {
        using var before = _simulator.AcquireAt(_next - 1);
        var row = new double[_encoder.Layout.ValueCount];
        Copy(before, row);
        _encoder.GoOnAfter(row);
    }

    private void Copy(Snapshot snapshot, Span<double> row)
    {
        if (_union is null) snapshot.Values.CopyTo(row);
        else _union.Copy(snapshot, row);
    }

    private void Encode(int ticks, CancellationToken cancellation)
    {
        var width = _encoder.Layout.ValueCount;
        if (_values.Length < ticks * width) _values = new double[ticks * width];
        Span<long> timestamps = stackalloc long[ticks];
        for (var t = 0; t < ticks; t++, _next++)
        {
            using var snapshot = _simulator.AcquireAt(_next, cancellation: cancellation);
            Copy(snapshot, _values.AsSpan(t * width, width));
            timestamps[t] = Milliseconds(_next);
        }

        _chunks.Clear();
        _encoder.Encode(timestamps, _values.AsSpan(0, ticks * width), _chunks);
        cancellation.ThrowIfCancellationRequested();
    }

    private long Milliseconds(long tick) => _simulator.Model.Timeline.InstantOf(tick).ToUnixTimeMilliseconds();
}
