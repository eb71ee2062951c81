using System.Text.Json;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Events;
using MetricsSimulator.Model;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.History.Text;

/// <summary>The events of a workload as JSON lines, in the order of time. They are those from the first tick until just before the tick after the last.</summary>
internal sealed class EventsHistory(RunSpan span, Stream stream) : HistoryWriter
{
    /// <inheritdoc/>
    public override long Steps => span.EndTick;

    /// <inheritdoc/>
    public override void Write(IProgress<HistoryProgress>? progress, CancellationToken cancellation)
    {
        using var buffered = new BufferedStream(stream, 1 << 16);
        using var json = new Utf8JsonWriter(buffered, JsonText.Options);
        var simulator = span.Simulate(SeriesSelection.Of(WorkloadDefinition.KeyOfWorkload), deliver: WriteLines);
        simulator.AdvanceTo(span.EndTick, progress is null ? null : new TicksDone(progress), cancellation);
        buffered.Flush();

        void WriteLines(EventBatch batch)
        {
            if (batch.Tick <= span.FirstTick) return;
            foreach (var happened in batch.Events)
            {
                EventRecord.Write(json, happened);
                json.Flush();
                json.Reset();
                buffered.WriteByte((byte)'\n');
            }
        }
    }

    private sealed class TicksDone(IProgress<HistoryProgress> progress) : IProgress<long>
    {
        public void Report(long value) => progress.Report(new HistoryProgress(value));
    }
}
