using MetricsSimulator.Cli.Journal;
using MetricsSimulator.Formats.Csv;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.History;

/// <summary>CSV, tick by tick: the rows ascend in time.</summary>
internal sealed class CsvHistory(RecordedRun recorded, long ticks) : HistoryWriter
{
    /// <inheritdoc/>
    public override long Steps => ticks;

    /// <inheritdoc/>
    public override void Write(Stream stream, IProgress<long>? progress, CancellationToken cancellation)
    {
        var simulator = new Simulator(recorded.Run.Model, constantLabels: recorded.Run.Labels, journal: recorded.Changes);
        var writer = new CsvWriter(stream);
        writer.WriteHeader();
        for (long tick = 0; tick < ticks; tick++)
        {
            cancellation.ThrowIfCancellationRequested();
            simulator.AdvanceTo(tick, cancellation: cancellation);
            using var snapshot = simulator.Acquire();
            writer.Write(snapshot);
            progress?.Report(tick + 1);
        }

        writer.Flush();
    }
}
