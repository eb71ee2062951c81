using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.History.Text;

/// <summary>
/// OpenMetrics with a timestamp on every sample, series by series as the format requires. The samples of a series do not depend on
/// other series, so the series are simulated in windows that fit into memory, each over the whole span, on several threads. A series too long
/// for one window has several, one for each part of the span.
/// </summary>
/// <param name="span">The span to write.</param>
/// <param name="stream">The destination.</param>
/// <param name="parallelism">The number of threads.</param>
/// <param name="heldValues">The most values of a window. By default, so many that all windows together stay below <see cref="AllHeldValues"/>.</param>
internal sealed class OpenMetricsHistory(RunSpan span, Stream stream, int parallelism, int? heldValues = null) : HistoryWriter
{
    /// <summary>The most values of a window: 8 MiB, so that the windows of two threads fit into a cache.</summary>
    internal const int HeldValues = 1 << 20;

    /// <summary>The most values of all windows together: 128 MiB.</summary>
    internal const int AllHeldValues = 16 << 20;

    private const int MostWorkers = 16;

    // To simulate this many label sets in vain costs less than another simulator.
    private const int WidestGap = 8;

    /// <inheritdoc/>
    public override long Steps => span.Models.First().Metrics.Sum(metric => metric.Labels.Count * span.Ticks);

    /// <inheritdoc/>
    public override void Write(IProgress<HistoryProgress>? progress, CancellationToken cancellation)
    {
        var count = Math.Clamp(parallelism, 1, MostWorkers);
        // One more window can be computed while all threads write the last slices of the others.
        var mostHeld = count == 1 ? 1 : count + 1;
        using var workers = new Workers(cancellation);
        using var run = new OrderedRun(Windows(AllHeldValues / mostHeld, workers.Stop), stream, mostHeld, progress, workers);
        workers.Run(count, run.Work);
        workers.ThrowIfEndedEarly();
        stream.Write("# EOF\n"u8);
        stream.Flush();
    }

    private IEnumerable<SeriesWindow> Windows(int most, CancellationToken cancellation)
    {
        foreach (var metric in span.Models.First().Metrics)
        {
            // A derived metric is computed with all label sets of its parent, again for each window.
            var held = heldValues ?? (metric is ThinnedCounterDefinition ? most : Math.Min(HeldValues, most));
            var begun = false;
            var own = FamilyOf(metric);
            foreach (var family in (IEnumerable<MetricFamily>)[own, .. FurtherFamiliesOf(metric, cancellation)])
            {
                var selected = span.Filter.Select(family);
                foreach (var range in RangesOf(family, selected, held))
                {
                    // The label sets of explosions are simulated together with the first label set of the metric.
                    var simulated = family.Continues ? FirstOf(metric) : range;
                    var simulator = new Lazy<Simulator>(() => Simulate(metric.Key, simulated), LazyThreadSafetyMode.None);
                    SeriesWindow? before = null;
                    var ticks = (int)Math.Min(span.Ticks, Math.Max(1, held / (range.Count * family.Stride)));
                    for (var first = span.FirstTick; first < span.EndTick; first += ticks)
                    {
                        var length = (int)Math.Min(ticks, span.EndTick - first);
                        yield return before = new SeriesWindow(simulator, family, range, selected, first, length, before) { Begins = begun ? null : own };
                        begun = true;
                    }
                }
            }
        }
    }

    private Simulator Simulate(string key, SeriesRange range) => span.Simulate(SeriesSelection.Of(key, range), parallelism: 1);

    // A shard may have none of a metric's label sets, but some that an explosion adds.
    private static SeriesRange FirstOf(MetricDefinition metric) => new(0, Math.Min(1, metric.Labels.Count));

    private MetricFamily FamilyOf(MetricDefinition metric) => new(
        metric.Name, metric.Help, metric.Type, metric.Labels.With(span.Recorded.Run.Labels), metric.Buckets, 0);

    /// <summary>The label sets that come and go with explosions: separate families, which continue that of the metric.</summary>
    private List<MetricFamily> FurtherFamiliesOf(MetricDefinition metric, CancellationToken cancellation)
    {
        var found = new List<MetricFamily>();
        if (!span.HasExplosionsOf(metric.Key)) return found;
        // The layout changes only where the run was changed from outside.
        var simulator = Simulate(metric.Key, FirstOf(metric));
        foreach (var tick in span.Recorded.Changes.Select(change => change.Tick).Where(tick => tick > span.FirstTick && tick < span.EndTick).Prepend(span.FirstTick))
        {
            simulator.AdvanceTo(tick, cancellation: cancellation);
            foreach (var family in simulator.Layout.Families.Where(family => family.Continues))
            {
                // A larger explosion has the label sets of a smaller one, followed by more.
                var known = found.FindIndex(known => SeriesWindow.AreAlike(known, family));
                if (known < 0) found.Add(family);
                else if (found[known].Labels.Count < family.Labels.Count) found[known] = family;
            }
        }

        return found;
    }

    private IEnumerable<SeriesRange> RangesOf(MetricFamily family, bool[]? selected, int held)
    {
        var most = (int)Math.Clamp(held / Math.Max(1, span.Ticks * family.Stride), 1, int.MaxValue);
        for (var first = 0; first < family.Labels.Count;)
        {
            var count = Math.Min(most, family.Labels.Count - first);
            if (selected is not null)
            {
                first = Array.IndexOf(selected, true, first);
                if (first < 0) yield break;
                count = 1;
                for (int i = first + 1, end = (int)Math.Min(selected.Length, (long)first + most); i < end && i - first - count < WidestGap; i++)
                    if (selected[i]) count = i - first + 1;
            }

            yield return new SeriesRange(first, count);
            first += count;
        }
    }
}
