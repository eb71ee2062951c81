using System.Collections.Concurrent;
using MetricsSimulator.Formats.Series;
using MetricsSimulator.Formats.TsdbBlocks;

namespace MetricsSimulator.Cli.History.Blocks;

/// <summary>
/// Shares the work of writing blocks among threads. A piece is one span of one batch. Pieces are given out in their order and computed
/// in parallel, and they get their places in the files in their order. Thread-safe.
/// </summary>
internal sealed class BlocksRun : IDisposable
{
    // One block that begins, one that is being computed, and one that is being finished.
    private const int MostOpen = 3;

    private readonly SeriesBatch[] _batches;
    private readonly IEnumerator<BlockSpan> _spans;
    private readonly Func<int, BlockWriter> _begin;
    private readonly Func<int, SeriesTable> _tableOf;
    private readonly IProgress<HistoryProgress>? _progress;
    private readonly Workers _workers;
    private readonly BlockingCollection<OpenBlock> _full = [];
    private readonly List<OpenBlock> _open = [];
    private readonly List<BlockSize> _finished = [];
    private OpenBlock? _block;
    private int _batch;
    private int _span = -1;
    private bool _isNextKnown;
    private long _given;
    private long _turn;
    private HistoryProgress _done;

    /// <summary>Prepares the work.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="spans">The spans, in the order of time.</param>
    /// <param name="begin">Begins the block with a number.</param>
    /// <param name="tableOf">Gives the series of the block with a number, after all its pieces are done.</param>
    /// <param name="progress">Receives the progress, from one thread at a time; may be null.</param>
    /// <param name="workers">The threads.</param>
    public BlocksRun(SeriesBatch[] batches, IEnumerable<BlockSpan> spans, Func<int, BlockWriter> begin, Func<int, SeriesTable> tableOf, IProgress<HistoryProgress>? progress, Workers workers)
    {
        _batches = batches;
        _spans = spans.GetEnumerator();
        _begin = begin;
        _tableOf = tableOf;
        _progress = progress;
        _workers = workers;
        _batch = batches.Length;
    }

    /// <summary>The complete blocks.</summary>
    public IReadOnlyList<BlockSize> Finished => _finished;

    /// <summary>Computes pieces until there are no more.</summary>
    public void Work()
    {
        var chunks = new EncodedChunks();
        double[] scratch = [];
        while (Take() is { } piece)
        {
            var batch = _batches[piece.Batch];
            WaitUntil(() => batch.Done == piece.SpanNumber);
            batch.Encode(piece.Span, ref scratch, chunks, _workers.Stop);
            var writer = piece.Block.Writer;
            writer.Frame(piece.Batch, batch.Columns, chunks);
            var place = WaitForTurn(piece.Turn, () => writer.Reserve(chunks));
            writer.Write(piece.Batch, place, chunks);
            Complete(piece, chunks);
        }
    }

    /// <summary>Finishes full blocks until there are no more.</summary>
    public void Finish()
    {
        // A full block is finished even if the rest was cancelled.
        foreach (var block in _full.GetConsumingEnumerable(CancellationToken.None))
        {
            if (block.Writer.Commit(() => _tableOf(block.Number)) is { } size) _finished.Add(size);
            block.Writer.Dispose();
            lock (_workers.Gate)
            {
                _open.Remove(block);
                _workers.Changed();
            }
        }
    }

    /// <summary>Reports that all pieces are done.</summary>
    public void EndWork() => _full.CompleteAdding();

    /// <summary>Removes incomplete blocks.</summary>
    public void Dispose()
    {
        foreach (var block in _open) block.Writer.Dispose();
        _full.Dispose();
        _spans.Dispose();
    }

    private Piece? Take()
    {
        lock (_workers.Gate)
        {
            while (true)
            {
                _workers.Stop.ThrowIfCancellationRequested();
                if (_batch < _batches.Length)
                {
                    _block!.Uses++;
                    return new Piece(_block, _spans.Current, _span, _batch++, _given++);
                }

                if (_isNextKnown || (_isNextKnown = _spans.MoveNext()))
                {
                    if (_block?.Number == _spans.Current.Block || TryBegin(_spans.Current.Block))
                    {
                        _isNextKnown = false;
                        _batch = 0;
                        _span++;
                    }
                    else
                    {
                        _workers.WaitForChange();
                    }

                    continue;
                }

                Release(_block);
                _block = null;
                return null;
            }
        }
    }

    /// <summary>Begins a block, unless too many are open already.</summary>
    private bool TryBegin(int number)
    {
        Release(_block);
        _block = null;
        if (_open.Count >= MostOpen) return false;
        try
        {
            _block = new OpenBlock(number, _begin(number));
        }
        catch (Exception exception)
        {
            // Report it before other threads ask for work.
            _workers.Fail(exception);
            throw;
        }

        _open.Add(_block);
        return true;
    }

    private BlockPlace WaitForTurn(long turn, Func<BlockPlace> reserve)
    {
        lock (_workers.Gate)
        {
            while (_turn != turn) _workers.WaitForChange();
            var place = reserve();
            _turn++;
            _workers.Changed();
            return place;
        }
    }

    private void WaitUntil(Func<bool> condition)
    {
        lock (_workers.Gate)
            while (!condition()) _workers.WaitForChange();
    }

    private void Complete(Piece piece, EncodedChunks chunks)
    {
        lock (_workers.Gate)
        {
            _batches[piece.Batch].Done++;
            var ticks = piece.Span.Cut.Begin(piece.Span.EndChunk) - piece.Span.Cut.Begin(piece.Span.FirstChunk);
            _done = new HistoryProgress(
                _done.Steps + ticks * _batches[piece.Batch].SeriesCount, _done.Samples + chunks.Samples, _done.Bytes + chunks.Length);
            _progress?.Report(_done);
            Release(piece.Block);
            _workers.Changed();
        }
    }

    /// <summary>Ends one use of a block. After the last use it is full, and can be finished.</summary>
    private void Release(OpenBlock? block)
    {
        if (block is not null && --block.Uses == 0) _full.Add(block);
    }

    private sealed class OpenBlock(int number, BlockWriter writer)
    {
        public int Number { get; } = number;

        public BlockWriter Writer { get; } = writer;

        // The first use is that of giving out its pieces.
        public int Uses { get; set; } = 1;
    }

    private sealed record Piece(OpenBlock Block, BlockSpan Span, int SpanNumber, int Batch, long Turn);
}
