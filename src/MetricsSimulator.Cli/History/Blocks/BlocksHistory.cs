using MetricsSimulator.Cli.History.Files;
using MetricsSimulator.Formats.Series;
using MetricsSimulator.Formats.TsdbBlocks;

namespace MetricsSimulator.Cli.History.Blocks;

/// <summary>
/// A history as blocks of Prometheus's storage. The samples of a series do not depend on other series, so batches of series are simulated and
/// encoded independently, on all cores, one span of time after another. Only the data for the index is kept for a whole block. A block is finished while
/// the next one is computed. One thread at a time.
/// </summary>
/// <remarks>The order of chunks in the file is that of spans and batches, whichever is computed first, so that the same run gives the same bytes.</remarks>
internal sealed class BlocksHistory : HistoryWriter
{
    private const int MostWorkers = 16;

    // The values of one span of one batch: enough that threads seldom wait for their turn, and few enough for a cache.
    private const int ValuesInASpan = 1 << 19;

    // The values of one chunk of every series in all batches that are computed at once: 64 MiB, or up to 128 MiB if chunks are twice as long as usual.
    // If a tick of a batch is so large that 120 ticks would not fit, chunks are shorter.
    private const int MostValues = 8 << 20;

    private readonly string _folder;
    private readonly SeriesBatch[] _batches;
    private readonly bool _changes;
    private readonly Lazy<SeriesTable> _table;
    private readonly int _meant;
    private readonly int _parallelism;
    private BlockHistoryPlan _plan;

    /// <summary>Prepares a history.</summary>
    /// <param name="span">The run and the ticks to write.</param>
    /// <param name="plan">The blocks.</param>
    /// <param name="folder">The folder for the blocks.</param>
    public BlocksHistory(RunSpan span, BlockHistoryPlan plan, string folder)
    {
        _folder = folder;
        _plan = plan;
        _batches = [.. BatchPlan.Cut(span)];
        _changes = span.ChangesLayout || span.HasSources;
        _table = new Lazy<SeriesTable>(() => TableOf(-1));
        _parallelism = Math.Clamp(Environment.ProcessorCount, 1, Math.Clamp(_batches.Length, 1, MostWorkers));
        _meant = Math.Clamp(MostValues / _parallelism / _batches.Select(batch => batch.Width).DefaultIfEmpty(1).Max(), 1, ChunkCut.Target);
    }

    /// <summary>The most samples that the blocks can have.</summary>
    public override long Steps => _plan.Blocks.Sum(block => block.Ticks) * SeriesCount;

    /// <summary>The number of series that the blocks can have, not counting those that replace others.</summary>
    public int SeriesCount => (int)_batches.Sum(batch => batch.SeriesCount);

    /// <summary>The complete blocks, also after an early end.</summary>
    public IReadOnlyList<BlockSize> Finished { get; private set; } = [];

    /// <inheritdoc/>
    /// <exception cref="IOException">The disk cannot store more, or another process is writing blocks to the folder.</exception>
    public override void Write(IProgress<HistoryProgress>? progress, CancellationToken cancellation)
    {
        // All series of the run may belong to other shards.
        if (_batches.Length == 0) return;
        Directory.CreateDirectory(_folder);
        using var alone = new FolderLock(_folder);
        // Another process may have written some of them before the lock was taken.
        _plan = _plan.MissingIn(_folder, out _);
        if (_plan.Blocks.IsEmpty) return;
        using var workers = new Workers(cancellation);
        using var run = new BlocksRun(_batches, Spans(), Begin, number => _changes ? TableOf(number) : _table.Value, progress, workers);
        var finishing = workers.Start(run.Finish);
        workers.Run(_parallelism, run.Work);
        run.EndWork();
        finishing.Wait(CancellationToken.None);
        Finished = run.Finished;
        workers.ThrowIfEndedEarly();
    }

    private BlockWriter Begin(int number)
    {
        var block = _plan.Blocks[number];
        return new BlockWriter(_folder, block.Identifier, block.Window, block.Level, _batches.Length);
    }

    private SeriesTable TableOf(int block) => new([.. _batches.Select(batch => batch.TakeLayoutOf(block))]);

    private IEnumerable<BlockSpan> Spans()
    {
        var widest = _batches.Max(batch => batch.Width);
        var chunks = Math.Max(1, ValuesInASpan / (_meant * widest));
        for (var i = 0; i < _plan.Blocks.Length; i++)
        {
            var cut = new ChunkCut(_plan.Blocks[i].Ticks, _meant);
            for (long first = 0; first < cut.Count; first += chunks)
                yield return new BlockSpan(i, _plan.Blocks[i].FirstTick, cut, first, Math.Min(cut.Count, first + chunks));
        }
    }
}
