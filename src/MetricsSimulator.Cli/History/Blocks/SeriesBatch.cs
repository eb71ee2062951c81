using System.Collections.Concurrent;
using MetricsSimulator.Formats.Series;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.History.Blocks;

/// <summary>Some series of a run, which are simulated and encoded independently of the others. One thread at a time.</summary>
internal sealed class SeriesBatch
{
    private readonly Simulator _simulator;
    private readonly SeriesEncoder? _encoder;
    private readonly ConcurrentDictionary<int, Layout> _layouts = [];
    private readonly Layout _first;
    private readonly long _firstTick;
    private readonly int[] _columns;
    private GrowingEncoder _growing = new();
    private int _block = -1;
    private long _next;

    /// <summary>Prepares a batch.</summary>
    /// <param name="span">The run and its ticks.</param>
    /// <param name="selection">The series.</param>
    /// <param name="parallelism">The most threads that compute one tick; null for the number of processors.</param>
    /// <param name="grows">Whether series may be born or end within the span.</param>
    public SeriesBatch(RunSpan span, SeriesSelection selection, int? parallelism, bool grows)
    {
        _simulator = span.Simulate(selection, parallelism);
        _first = _simulator.Layout;
        _firstTick = _next = span.FirstTick;
        if (!grows) _encoder = new SeriesEncoder(_first);
        _columns = SeriesColumns.Of(_first);
        SeriesCount = Math.Max(grows ? 1 : 0, _first.Families.Sum(family => family.SeriesCount));
        // A block has living and ended series. If it is as long as a lifetime, there are about as many ended ones.
        Width = Math.Max(1, _first.ValueCount) * (span.ChangesSeries ? 2 : 1);
    }

    /// <summary>The number of finished spans of time.</summary>
    public int Done { get; set; }

    /// <summary>The approximate number of values in each tick.</summary>
    public int Width { get; }

    /// <summary>The number of its series that blocks can have, not counting those that replace others.</summary>
    public long SeriesCount { get; }

    /// <summary>Whether it has a family from which a filter may select.</summary>
    public bool IsIn(SeriesFilter filter) => _first.Families.Any(filter.MaySelectFrom);

    /// <summary>The column of each series in the span that was encoded last.</summary>
    public ReadOnlySpan<int> Columns => _encoder is null ? _growing.Columns : _columns;

    /// <summary>Takes the layout of a block whose spans are all encoded.</summary>
    /// <param name="block">The number of the block.</param>
    public Layout TakeLayoutOf(int block) => _layouts.TryRemove(block, out var layout) ? layout : _first;

    /// <summary>Simulates and encodes a span.</summary>
    /// <param name="span">The span, after the one before. Ticks between them are computed but not encoded.</param>
    /// <param name="scratch">Memory for values.</param>
    /// <param name="chunks">The chunks of the span.</param>
    /// <param name="cancellation">Cancels it.</param>
    public void Encode(BlockSpan span, ref double[] scratch, EncodedChunks chunks, CancellationToken cancellation)
    {
        chunks.Clear();
        for (var chunk = span.FirstChunk; chunk < span.EndChunk; chunk++)
        {
            var begin = _firstTick + span.FirstTick + span.Cut.Begin(chunk);
            var length = (int)(_firstTick + span.FirstTick + span.Cut.Begin(chunk + 1) - begin);
            if (_encoder is null) EncodeGrowing(span.Block, begin, length, chunks, cancellation);
            else Encode(_encoder, begin, length, ref scratch, chunks, cancellation);
            _next = begin + length;
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private void Encode(SeriesEncoder encoder, long begin, int length, ref double[] scratch, EncodedChunks chunks, CancellationToken cancellation)
    {
        var width = encoder.Layout.ValueCount;
        if (scratch.Length < length * width) scratch = new double[length * width];
        if (begin > _next)
        {
            using var before = SnapshotOf(begin - 1, cancellation);
            encoder.GoOnAfter(before.Values);
        }

        Span<long> timestamps = stackalloc long[ChunkCut.Maximum];
        for (var t = 0; t < length; t++)
        {
            using var snapshot = SnapshotOf(begin + t, cancellation);
            snapshot.Values.CopyTo(scratch.AsSpan(t * width, width));
            timestamps[t] = snapshot.Instant.ToUnixTimeMilliseconds();
        }

        encoder.Encode(timestamps[..length], scratch.AsSpan(0, length * width), chunks);
    }

    /// <summary>Encodes a chunk with the series that live in it, and those of the tick before, which may end at its first tick.</summary>
    private void EncodeGrowing(int block, long begin, int length, EncodedChunks chunks, CancellationToken cancellation)
    {
        if (_block != block)
        {
            _block = block;
            _growing = new GrowingEncoder();
            if (begin > _firstTick)
            {
                using var before = SnapshotOf(begin - 1, cancellation);
                _growing.GoOnAfter(before);
            }
        }

        for (var t = 0; t < length; t++)
        {
            using var snapshot = SnapshotOf(begin + t, cancellation);
            _growing.Add(snapshot);
        }

        _growing.Encode(chunks);
        _layouts[block] = _growing.Layout;
    }

    private Snapshot SnapshotOf(long tick, CancellationToken cancellation)
    {
        _simulator.AdvanceTo(tick, cancellation: cancellation);
        return _simulator.Acquire();
    }
}
