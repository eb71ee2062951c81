using MetricsSimulator.Events;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.History.Text;

/// <summary>What a workload delivers tick by tick, in a stream.</summary>
/// <param name="span">The ticks. What is delivered up to the first of them is left out, and what follows the last until the next tick is included.</param>
/// <param name="stream">The destination.</param>
internal abstract class BatchHistory(RunSpan span, Stream stream) : HistoryWriter
{
    /// <summary>The ticks.</summary>
    protected RunSpan Span => span;

    /// <inheritdoc/>
    public override long Steps => span.EndTick;

    /// <inheritdoc/>
    public override void Write(IProgress<HistoryProgress>? progress, CancellationToken cancellation)
    {
        using var buffered = new BufferedStream(stream, 1 << 16);
        var simulator = span.Simulate(Selection, deliver: batch =>
        {
            if (batch.Tick > span.FirstTick) Write(batch, buffered);
        });
        var done = progress is null ? null : new TicksDone(progress);
        for (var tick = span.FirstTick; tick < span.EndTick;)
        {
            tick = Math.Min(span.EndTick, NextRead(tick));
            simulator.AdvanceTo(tick, done, cancellation);
            Read(simulator, buffered);
        }

        buffered.Flush();
    }

    /// <summary>The series that are read.</summary>
    protected virtual SeriesSelection Selection => SeriesSelection.Of(WorkloadDefinition.KeyOfWorkload);

    /// <summary>The next tick whose values are read; by default none before the end.</summary>
    protected virtual long NextRead(long tick) => long.MaxValue;

    /// <summary>Reads the values of a tick: one that <see cref="NextRead"/> gave, or the one after the last.</summary>
    protected virtual void Read(Simulator simulator, Stream output)
    {
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
