using MetricsSimulator.Cli.Json;
using MetricsSimulator.Events;

namespace MetricsSimulator.Cli.History.Text;

/// <summary>The events of a workload as JSON lines, in the order of time. They are those from the first tick until just before the tick after the last.</summary>
internal sealed class EventsHistory(RunSpan span, Stream stream) : BatchHistory(span, stream)
{
    private readonly JsonLines _lines = new();

    /// <inheritdoc/>
    protected override void Write(EventBatch batch, Stream output)
    {
        foreach (var happened in batch.Events) _lines.Write(output, happened, EventRecord.Write);
    }
}
