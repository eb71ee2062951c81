using MetricsSimulator.Events;
using MetricsSimulator.Model;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.History.Text;

/// <summary>What a workload delivers tick by tick, in a stream.</summary>
/// <param name="span">The ticks. What is delivered up to the first of them is left out, and what follows the last until the next tick is included.</param>
/// <param name="stream">The destination.</param>
internal abstract class BatchHistory(RunSpan span, Stream stream) : HistoryWriter
{
    /// <inheritdoc/>
    public override long Steps => span.EndTick;

    /// <inheritdoc/>
    public override void Write(IProgress<HistoryProgress>? progress, CancellationToken cancellation)
    {
        using var buffered = new BufferedStream(stream, 1 << 16);
        var simulator = span.Simulate(SeriesSelection.Of(WorkloadDefinition.KeyOfWorkload), deliver: batch =>
        {
            if (batch.Tick > span.FirstTick) Write(batch, buffered);
        });
        simulator.AdvanceTo(span.EndTick, progress is null ? null : new TicksDone(progress), cancellation);
        buffered.Flush();
    }

    /// <summary>Writes what is delivered for a tick.</summary>
    /// <param name="batch">What is delivered.</param>
    /// <param name="output">The destination.</param>
    protected abstract void Write(EventBatch batch, Stream output);

    private sealed class TicksDone(IProgress<HistoryProgress> progress) : IProgress<long>
    {
        public void Report(long value) => progress.Report(new HistoryProgress(value));
    }
}
