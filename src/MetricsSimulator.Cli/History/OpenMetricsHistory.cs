using MetricsSimulator.Cli.Journal;
using MetricsSimulator.Formats.OpenMetrics;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.History;

/// <summary>
/// OpenMetrics with a timestamp on every sample, series by series as the format wants it. Because a series has the same samples whatever is
/// simulated beside it, the series are simulated in batches that fit into memory, each over the whole span; a series too long for that is
/// written while it is computed.
/// </summary>
internal sealed class OpenMetricsHistory(RecordedRun recorded, long ticks) : HistoryWriter
{
    /// <summary>How many values are held at a time: 32 MiB of them.</summary>
    internal const int HeldValues = 4 << 20;

    /// <inheritdoc/>
    public override long Steps => recorded.Run.Model.Metrics.Sum(metric => metric.Labels.Count * ticks);

    /// <inheritdoc/>
    public override void Write(Stream stream, IProgress<long>? progress, CancellationToken cancellation)
    {
        var writer = new OpenMetricsHistoryWriter(stream);
        long done = 0;
        foreach (var metric in recorded.Run.Model.Metrics)
        {
            var first = 0;
            while (first < metric.Labels.Count)
            {
                var range = new SeriesRange(first, 1);
                var simulator = new Simulator(recorded.Run.Model, SeriesSelection.Of(metric.Key, range), recorded.Run.Labels, journal: recorded.Changes);
                var stride = simulator.Layout.ValueCount;
                var fitting = (int)Math.Clamp(HeldValues / Math.Max(1, ticks * stride), 1, metric.Labels.Count - first);
                if (fitting > 1)
                {
                    range = new SeriesRange(first, fitting);
                    simulator = new Simulator(recorded.Run.Model, SeriesSelection.Of(metric.Key, range), recorded.Run.Labels, journal: recorded.Changes);
                }

                if (first == 0) writer.BeginFamily(simulator.Layout.Families[0]);
                WriteBatch(writer, simulator, stride, done, progress, cancellation);
                done += fitting * ticks;
                first += fitting;
            }
        }

        writer.End();
    }

    private void WriteBatch(
        OpenMetricsHistoryWriter writer, Simulator simulator, int stride, long done, IProgress<long>? progress, CancellationToken cancellation)
    {
        var family = simulator.Layout.Families[0];
        var count = family.Range.Count;
        // More than one label set is only ever in a batch when the whole span fits.
        var held = (int)Math.Min(ticks, Math.Max(1, HeldValues / (count * stride)));
        var timestamps = new long[held];
        var values = new double[held * count * stride];
        for (long begin = 0; begin < ticks; begin += held)
        {
            var length = (int)Math.Min(held, ticks - begin);
            for (var t = 0; t < length; t++)
            {
                cancellation.ThrowIfCancellationRequested();
                simulator.AdvanceTo(begin + t, cancellation: cancellation);
                using var snapshot = simulator.Acquire();
                timestamps[t] = snapshot.Instant.ToUnixTimeMilliseconds();
                for (var i = 0; i < count; i++)
                    snapshot.Values.Slice(i * stride, stride).CopyTo(values.AsSpan((i * held + t) * stride, stride));
                progress?.Report(done + (begin + t + 1) * count);
            }

            for (var i = 0; i < count; i++)
                writer.WriteSeries(family.Range.First + i, timestamps.AsSpan(0, length), values.AsSpan(i * held * stride, length * stride));
        }
    }
}
