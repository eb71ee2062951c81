using MetricsSimulator.Formats.Csv;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.History.Text;

/// <summary>CSV, tick by tick, so that rows ascend in time.</summary>
internal sealed class CsvHistory(RunSpan span, Stream stream) : HistoryWriter
{
    /// <inheritdoc/>
    public override long Steps => span.EndTick;

    /// <inheritdoc/>
    public override void Write(IProgress<HistoryProgress>? progress, CancellationToken cancellation)
    {
        var simulator = span.Simulate(SeriesSelection.All);
        var writer = new CsvWriter(stream);
        writer.WriteHeader();
        for (var tick = span.FirstTick; tick < span.EndTick; tick++)
        {
            cancellation.ThrowIfCancellationRequested();
            simulator.AdvanceTo(tick, cancellation: cancellation);
            using var snapshot = simulator.Acquire();
            writer.Write(snapshot);
            progress?.Report(new HistoryProgress(tick + 1));
        }

        writer.Flush();
    }
}
