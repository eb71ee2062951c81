using System.Text;
using MetricsSimulator.Formats.Series;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Scrapes;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.History.Blocks;

/// <summary>
/// Blocks of the ticks that came while the history was written, before a live simulator is served. One thread at a time.
/// </summary>
internal sealed class LiveBlocks
{
    // The most values of one chunk. If a tick is so large that the usual number of ticks would not fit, a chunk has fewer samples.
    private const int MostValues = 4 << 20;

    private readonly LiveSimulator _simulator;
    private readonly string _folder;
    private readonly byte[] _identity;
    private readonly DateTimeOffset _written;
    private readonly RunSpan _history;
    private readonly EncodedChunks _chunks = new();
    private readonly int _most;
    private readonly Simulator[] _beside;
    private readonly ScrapeDefinition? _scrapes;
    private long _next;

    /// <summary>Prepares the blocks.</summary>
    /// <param name="simulator">The simulator, which does not follow a clock yet.</param>
    /// <param name="history">The history before: its ticks, with labels and additional series that the simulator itself may not show.</param>
    /// <param name="folder">The folder for the blocks.</param>
    /// <param name="written">The time at which the blocks are written.</param>
    public LiveBlocks(LiveSimulator simulator, RunSpan history, string folder, DateTimeOffset written)
    {
        _simulator = simulator;
        _folder = folder;
        _written = written;
        _history = history;
        _identity = Encoding.UTF8.GetBytes(history.Recorded.Identity);
        _most = Math.Clamp(MostValues / Math.Max(1, simulator.Layout.ValueCount), 1, ChunkCut.Target);
        _scrapes = history.Recorded.Scrapes;
        // The source of the scrape series knows which scrapes fail, even if another shard shows it.
        var keys = history.KeysBesideMetrics.Except(simulator.Model.Sources.Select(source => source.Key), StringComparer.Ordinal)
            .Union(_scrapes is null ? [] : [ScrapeDefinition.Key], StringComparer.Ordinal);
        _beside = [.. keys.Select(key => history.Simulate(SeriesSelection.Of(key), parallelism: 1))];
        _next = history.EndTick;
    }

    /// <summary>Computes and writes the next ticks, up to a given one.</summary>
    /// <param name="last">The last tick to write.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>The blocks, each when it is complete.</returns>
    /// <exception cref="IOException">The disk cannot store more.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<BlockSize> Write(long last, CancellationToken cancellation)
    {
        var step = _simulator.Model.Timeline.UpdateInterval.Ticks / TimeSpan.TicksPerMillisecond;
        foreach (var window in BlockRanges.Cut(Milliseconds(_next), Milliseconds(last) + 1, [BlockRanges.Shortest]))
        {
            var end = _next + (window.End - Milliseconds(_next) + step - 1) / step;
            // The first encoder is that of the metrics.
            GrowingEncoder[] encoders = [new(_history.Recorded.Run.Labels), .. _beside.Select(_ => new GrowingEncoder())];
            // Series of the tick before may end at the first tick.
            Take(_next - 1, encoders, (encoder, snapshot) => encoder.GoOnAfter(snapshot), _ => { }, cancellation);
            using var block = new BlockWriter(_folder, BlockIdentifier.Of(_identity, window, _written), window, level: 1, layouts: encoders.Length);
            while (_next < end)
            {
                for (var left = Math.Min(_most, end - _next); left > 0; left--, _next++)
                    Take(_next, encoders, (encoder, snapshot) => encoder.Add(snapshot), encoder => encoder.AddNothing(_simulator.Model.Timeline.InstantOf(_next)), cancellation);
                for (var i = 0; i < encoders.Length; i++)
                {
                    _chunks.Clear();
                    encoders[i].Encode(_chunks);
                    cancellation.ThrowIfCancellationRequested();
                    block.Frame(i, encoders[i].Columns, _chunks);
                    block.Write(i, block.Reserve(_chunks), _chunks);
                }
            }

            if (block.Commit(() => new SeriesTable([.. encoders.Select(encoder => encoder.Layout)])) is { } size) yield return size;
        }
    }

    /// <summary>Gives each encoder its part of a tick. If a scrape failed, it has no metrics.</summary>
    private void Take(long tick, GrowingEncoder[] encoders, Action<GrowingEncoder, Snapshot> take, Action<GrowingEncoder> takeNothing, CancellationToken cancellation)
    {
        for (var i = 0; i < _beside.Length; i++)
        {
            _beside[i].AdvanceTo(tick, cancellation: cancellation);
            using var shown = _beside[i].Acquire();
            take(encoders[i + 1], shown);
        }

        using var snapshot = _simulator.AcquireAt(tick, cancellation: cancellation);
        if (_scrapes is not null && _beside[^1].Status.Endpoint.Fail(_scrapes.Timeout)) takeNothing(encoders[0]);
        else take(encoders[0], snapshot);
    }

    private long Milliseconds(long tick) => _simulator.Model.Timeline.InstantOf(tick).ToUnixTimeMilliseconds();
}
