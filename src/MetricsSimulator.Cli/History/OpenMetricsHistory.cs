using MetricsSimulator.Formats.OpenMetrics;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.History;

/// <summary>
/// OpenMetrics with a timestamp on every sample, series by series as the format wants it. Because a series has the same samples whatever is
/// simulated beside it, the series are simulated in batches that fit into memory, each over the whole span; a series too long for that is
/// written while it is computed.
/// </summary>
internal sealed class OpenMetricsHistory(RunSpan span) : HistoryWriter
{
    /// <summary>How many values are held at a time: 32 MiB of them.</summary>
    internal const int HeldValues = 4 << 20;

    private long _done;

    /// <inheritdoc/>
    public override long Steps => span.Recorded.Run.Model.Metrics.Sum(metric => metric.Labels.Count * span.Ticks);

    /// <inheritdoc/>
    public override void Write(Stream stream, IProgress<long>? progress, CancellationToken cancellation)
    {
        var writer = new OpenMetricsHistoryWriter(stream);
        foreach (var metric in span.Recorded.Run.Model.Metrics)
        {
            // Label sets that come and go belong to a family of their own, which continues that of the metric.
            var further = new List<MetricFamily>();
            for (var first = 0; first < metric.Labels.Count;)
            {
                var simulator = Simulate(metric.Key, new SeriesRange(first, 1));
                var family = simulator.Layout.Families[0];
                var count = FittingFrom(first, family);
                if (count > 1)
                {
                    simulator = Simulate(metric.Key, new SeriesRange(first, count));
                    family = simulator.Layout.Families[0];
                }

                if (first == 0) writer.BeginFamily(family);
                WriteBatch(writer, simulator, family, 0, count, first == 0 ? further : null, progress, cancellation);
                first += count;
            }

            foreach (var family in further)
            {
                writer.ContinueFamily(family);
                for (var first = 0; first < family.Labels.Count;)
                {
                    var count = FittingFrom(first, family);
                    WriteBatch(writer, Simulate(metric.Key, new SeriesRange(0, 1)), family, first, count, null, null, cancellation);
                    first += count;
                }
            }
        }

        writer.End();
    }

    private Simulator Simulate(string key, SeriesRange range) => span.Simulate(SeriesSelection.Of(key, range));

    private int FittingFrom(int first, MetricFamily family) =>
        (int)Math.Clamp(HeldValues / Math.Max(1, span.Ticks * family.Stride), 1, family.Labels.Count - first);

    private void WriteBatch(
        OpenMetricsHistoryWriter writer, Simulator simulator, MetricFamily family, int first, int count, List<MetricFamily>? further,
        IProgress<long>? progress, CancellationToken cancellation)
    {
        var stride = family.Stride;
        // More than one label set is only ever in a batch when the whole span fits.
        var held = (int)Math.Min(span.Ticks, Math.Max(1, HeldValues / (count * stride)));
        var timestamps = new long[held];
        var values = new double[held * count * stride];
        Layout? layout = null;
        MetricFamily? shown = null;
        for (var begin = span.FirstTick; begin < span.EndTick; begin += held)
        {
            var length = (int)Math.Min(held, span.EndTick - begin);
            for (var t = 0; t < length; t++)
            {
                cancellation.ThrowIfCancellationRequested();
                simulator.AdvanceTo(begin + t, cancellation: cancellation);
                using var snapshot = simulator.Acquire();
                if (snapshot.Layout != layout)
                {
                    layout = snapshot.Layout;
                    shown = layout.Families.FirstOrDefault(other => IsSame(other, family));
                    further?.AddRange(layout.Families.Where(other => other.Continues && !further.Exists(known => IsSame(known, other))));
                }

                timestamps[t] = snapshot.Instant.ToUnixTimeMilliseconds();
                for (var i = 0; i < count; i++)
                {
                    var place = values.AsSpan((i * held + t) * stride, stride);
                    if (shown is null) place.Fill(Staleness.Marker);
                    else snapshot.Values.Slice(shown.ValueOffset + (first + i) * stride, stride).CopyTo(place);
                }

                progress?.Report(_done += count);
            }

            for (var i = 0; i < count; i++)
                writer.WriteSeries(family.Range.First + first + i, timestamps.AsSpan(0, length), values.AsSpan(i * held * stride, length * stride));
        }
    }

    private static bool IsSame(MetricFamily one, MetricFamily other) =>
        one.Continues == other.Continues && one.Labels.Equals(other.Labels);
}
