using System.Collections.Concurrent;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.History.Blocks;

/// <summary>Some series of a run, simulated and encoded apart from the others. One thread at a time.</summary>
internal sealed class SeriesBatch
{
    private readonly Simulator _simulator;
    private readonly RunSpan _span;
    private readonly SeriesSelection _selection;
    private readonly ConcurrentDictionary<int, SeriesUnion> _unions = [];
    private SeriesUnion? _union;
    private readonly long _firstTick;
    private long _next;

    /// <summary>Prepares them.</summary>
    /// <param name="span">The run and its ticks.</param>
    /// <param name="selection">The series.</param>
    /// <param name="parallelism">The most threads that compute one tick; as many as there are processors when null.</param>
    public SeriesBatch(RunSpan span, SeriesSelection selection, int? parallelism)
    {
        _simulator = span.Simulate(selection, parallelism);
        _span = span;
        _selection = selection;
        if (!span.HasChurn && !span.Recorded.Changes.IsEmpty) _union = new SeriesUnion(span, selection, span.FirstTick, span.EndTick);
        _firstTick = _next = span.FirstTick;
        Encoder = new SeriesEncoder(_union?.Layout ?? _simulator.Layout);
        SeriesCount = Encoder.Layout.Families.Sum(family => family.SeriesCount);
        // Besides the series that live, there are those that have ended: in a block that is as long as a life, about as many.
        Width = Encoder.Layout.ValueCount * (span.HasChurn ? 2 : 1);
    }

    /// <summary>How many spans of time are done.</summary>
    public int Done { get; set; }

    /// <summary>The encoder.</summary>
    public SeriesEncoder Encoder { get; private set; }

    /// <summary>About how many values there are for each tick.</summary>
    public int Width { get; }

    /// <summary>The number of series that blocks can have of it.</summary>
    public long SeriesCount { get; }

    /// <summary>The layout of a block; each block has its own when series end and others follow them.</summary>
    /// <param name="block">The number of the block, asked for before its first span is encoded.</param>
    /// <param name="firstTick">Its first tick, counted from the first that is written.</param>
    /// <param name="ticks">The number of its ticks.</param>
    public Layout LayoutOf(int block, long firstTick, long ticks)
    {
        if (!_span.HasChurn) return Encoder.Layout;
        var first = _firstTick + firstTick;
        // With the tick before, whose series may end at the first.
        return (_unions[block] = new SeriesUnion(_span, _selection, Math.Max(0, first - 1), first + ticks)).Layout;
    }

    /// <summary>Simulates and encodes a span.</summary>
    /// <param name="span">The span, after the one before; ticks between them are computed alone.</param>
    /// <param name="scratch">Room for values.</param>
    /// <param name="chunks">The chunks of the span.</param>
    /// <param name="cancellation">Ends it early.</param>
    public void Encode(BlockSpan span, ref double[] scratch, EncodedChunks chunks, CancellationToken cancellation)
    {
        chunks.Clear();
        var begins = _unions.TryRemove(span.Block, out var union);
        if (begins) (_union, Encoder) = (union, new SeriesEncoder(union!.Layout));
        var width = Encoder.Layout.ValueCount;
        Span<long> timestamps = stackalloc long[ChunkCut.Maximum];
        for (var chunk = span.FirstChunk; chunk < span.EndChunk; chunk++)
        {
            var begin = _firstTick + span.FirstTick + span.Cut.Begin(chunk);
            var length = (int)(_firstTick + span.FirstTick + span.Cut.Begin(chunk + 1) - begin);
            if (scratch.Length < length * width) scratch = new double[length * width];
            if (begin > _next || (begins && chunk == span.FirstChunk && begin > _firstTick))
            {
                Look(begin - 1, scratch.AsSpan(0, width), cancellation);
                Encoder.GoOnAfter(scratch.AsSpan(0, width));
            }

            for (var t = 0; t < length; t++) timestamps[t] = Look(begin + t, scratch.AsSpan(t * width, width), cancellation);
            Encoder.Encode(timestamps[..length], scratch.AsSpan(0, length * width), chunks);
            _next = begin + length;
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private long Look(long tick, Span<double> row, CancellationToken cancellation)
    {
        _simulator.AdvanceTo(tick, cancellation: cancellation);
        using var snapshot = _simulator.Acquire();
        if (_union is null) snapshot.Values.CopyTo(row);
        else _union.Copy(snapshot, row);
        return snapshot.Instant.ToUnixTimeMilliseconds();
    }
}
