using System.Collections.Immutable;
using MetricsSimulator.Formats.OpenMetrics;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Scrapes;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Cli.History.Text;

/// <summary>
/// OpenMetrics of a run whose series change. A series is identified by its text and not by its place, so the whole
/// span of a metric is simulated several times: as often as its samples fill the memory, each time for other series.
/// </summary>
/// <param name="span">The span to write.</param>
/// <param name="stream">The destination.</param>
/// <param name="parallelism">The most threads that compute one tick.</param>
internal sealed class ChangingOpenMetricsHistory(RunSpan span, Stream stream, int parallelism) : HistoryWriter
{
    // The most values in memory: 8 MiB, the same for their instants, and up to twice that while lists grow.
    private const int HeldValues = 1 << 20;

    private readonly ImmutableArray<MetricPasses> _metrics = [.. span.Models.SelectMany(model => FamiliesOf(model, span)).Concat(FamiliesOfScrapes(span)).GroupBy(family => family.Name, StringComparer.Ordinal)
        .Select(group => new MetricPasses(group.Key, [.. group.Select(family => family.Key).Distinct(StringComparer.Ordinal)], PassesOf(group.Max(family => family.Values))))];

    /// <inheritdoc/>
    public override long Steps => _metrics.Sum(metric => metric.Keys.Length * metric.Count * span.Ticks);

    /// <inheritdoc/>
    public override void Write(IProgress<HistoryProgress>? progress, CancellationToken cancellation)
    {
        var writer = new OpenMetricsHistoryWriter(stream);
        long done = 0;
        foreach (var metric in _metrics)
        {
            var begun = false;
            foreach (var key in metric.Keys)
            {
                for (var pass = 0; pass < metric.Count; pass++)
                {
                    foreach (var series in Collect(key, metric.Name, pass, metric.Count, () => progress?.Report(new HistoryProgress(++done)), cancellation))
                    {
                        if (begun) writer.ContinueFamily(series.Family);
                        else writer.BeginFamily(series.Family);
                        begun = true;
                        writer.WriteSeries(series.LabelSet, [.. series.Timestamps], [.. series.Values]);
                    }
                }
            }
        }

        writer.End();
    }

    private Dictionary<SeriesText, CollectedSeries>.ValueCollection Collect(
        string key, string name, int pass, int passes, Action step, CancellationToken cancellation)
    {
        var simulator = span.Simulate(SeriesSelection.Of(key), parallelism);
        var found = new Dictionary<SeriesText, CollectedSeries>();
        var known = new Dictionary<long, CollectedSeries?>();
        var places = new List<(int Offset, int Stride, CollectedSeries Series)>();
        Layout? layout = null;
        for (var tick = span.FirstTick; tick < span.EndTick; tick++)
        {
            cancellation.ThrowIfCancellationRequested();
            simulator.AdvanceTo(tick, cancellation: cancellation);
            using var snapshot = simulator.Acquire();
            if (snapshot.Layout != layout)
            {
                layout = snapshot.Layout;
                places.Clear();
                foreach (var family in layout.Families.Where(family => family.Name == name))
                {
                    var selected = span.Filter.Select(family);
                    for (var i = 0; i < family.Range.Count; i++)
                        if (selected is null || selected[i]) Place(family, i);
                }
            }

            var timestamp = snapshot.Instant.ToUnixTimeMilliseconds();
            foreach (var (offset, stride, series) in places)
            {
                series.Timestamps.Add(timestamp);
                series.Values.AddRange(snapshot.Values.Slice(offset, stride));
            }

            step();
        }

        return found.Values;

        void Place(MetricFamily family, int index)
        {
            var number = family.Numbers[index * family.Series.Length];
            if (!known.TryGetValue(number, out var series) || series?.Family.Type != family.Type || !series.Family.Buckets.AsSpan().SequenceEqual(family.Buckets.AsSpan()))
                known[number] = series = Find(family, family.Range.First + index);
            if (series is null) return;
            places.Add((family.ValueOffset + index * family.Stride, family.Stride, series));
        }

        // Null for a series that another pass collects.
        CollectedSeries? Find(MetricFamily family, int labelSet)
        {
            var labels = family.Labels.Format(labelSet);
            if (labels.Aggregate(0u, (hash, letter) => hash * 31 + letter) % (uint)passes != (uint)pass) return null;
            var text = new SeriesText(labels, family.Type, string.Join(' ', family.Buckets));
            if (!found.TryGetValue(text, out var series)) found[text] = series = new CollectedSeries(family, labelSet, [], []);
            return series;
        }
    }

    /// <summary>The families of a model, each with the key of its metric or source and its number of values in the span.</summary>
    private static IEnumerable<(string Key, string Name, double Values)> FamiliesOf(SimulationModel model, RunSpan span) =>
        model.Metrics.Select(metric => (metric.Key, metric.Name, (double)metric.Labels.Count * metric.Stride * span.Ticks)).Concat(model.Sources.SelectMany(source => ValuesOf(source, span)));

    private static IEnumerable<(string Key, string Name, double Values)> FamiliesOfScrapes(RunSpan span) =>
        span.Recorded.Scrapes is null ? [] : ScrapeDefinition.Families.Select(family => (ScrapeDefinition.Key, family.Name, (double)span.Ticks));

    /// <summary>The number of values of each family of a source. To count them, the source is simulated once, because its series are not known before they are born.</summary>
    private static IEnumerable<(string Key, string Name, double Values)> ValuesOf(SourceDefinition source, RunSpan span)
    {
        var simulator = span.Simulate(SeriesSelection.Of(source.Key), parallelism: 1);
        var values = source.Families.ToDictionary(family => family.Name, _ => 0.0, StringComparer.Ordinal);
        for (var tick = span.FirstTick; tick < span.EndTick; tick++)
        {
            simulator.AdvanceTo(tick);
            foreach (var family in simulator.Layout.Families) values[family.Name] = values.GetValueOrDefault(family.Name) + family.ValueCount;
        }

        return values.Select(family => (source.Key, family.Key, family.Value));
    }

    private static int PassesOf(double values) => (int)Math.Clamp(Math.Ceiling(values / HeldValues), 1, 1_000_000);

    /// <summary>A metric, its keys over time, and the number of passes that simulate its series.</summary>
    private sealed record MetricPasses(string Name, ImmutableArray<string> Keys, int Count);

    /// <summary>The identity of a series of a metric. If any part changes, another series begins.</summary>
    private readonly record struct SeriesText(string Labels, MetricType Type, string Buckets);

    /// <summary>The samples of a series.</summary>
    private sealed record CollectedSeries(MetricFamily Family, int LabelSet, List<long> Timestamps, List<double> Values);
}
