using System.Collections.Immutable;
using MetricsSimulator.Formats.OpenMetrics;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Scrapes;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Cli.History.Text;

/// <summary>
/// OpenMetrics of a run whose series become others on the way. A series is then known by its text and no longer by its place, so that the whole
/// span of a metric is simulated as often as its samples fill what is held at a time, each time for other series.
/// </summary>
/// <param name="span">What is written.</param>
/// <param name="stream">Where it goes.</param>
/// <param name="parallelism">The most threads that compute one tick.</param>
internal sealed class ChangingOpenMetricsHistory(RunSpan span, Stream stream, int parallelism) : HistoryWriter
{
    // How many values are held at a time: 8 MiB of them, as much again for their instants, and up to twice that while lists grow.
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

        // Null for a series of another pass.
        CollectedSeries? Find(MetricFamily family, int labelSet)
        {
            var labels = family.Labels.Format(labelSet);
            if (labels.Aggregate(0u, (hash, letter) => hash * 31 + letter) % (uint)passes != (uint)pass) return null;
            var text = new SeriesText(labels, family.Type, string.Join(' ', family.Buckets));
            if (!found.TryGetValue(text, out var series)) found[text] = series = new CollectedSeries(family, labelSet, [], []);
            return series;
        }
    }

    /// <summary>The families of a model, with the key of the metric or source that each belongs to and how many values it has in the span.</summary>
    private static IEnumerable<(string Key, string Name, double Values)> FamiliesOf(SimulationModel model, RunSpan span) =>
        model.Metrics.Select(metric => (metric.Key, metric.Name, (double)metric.Labels.Count * metric.Stride * span.Ticks)).Concat(model.Sources.SelectMany(source => ValuesOf(source, span)));

    private static IEnumerable<(string Key, string Name, double Values)> FamiliesOfScrapes(RunSpan span) =>
        span.Recorded.Scrapes is null ? [] : ScrapeDefinition.Families.Select(family => (ScrapeDefinition.Key, family.Name, (double)span.Ticks));

    /// <summary>How many values each family of a source has, which nobody knows before its series are born: the source is simulated once to count them.</summary>
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

    /// <summary>A metric, the keys that it has had, and in how many parts its series are simulated.</summary>
    private sealed record MetricPasses(string Name, ImmutableArray<string> Keys, int Count);

    /// <summary>What a series of a metric is known by: where any of it changes, another series begins.</summary>
    private readonly record struct SeriesText(string Labels, MetricType Type, string Buckets);

    /// <summary>What was seen of a series.</summary>
    private sealed record CollectedSeries(MetricFamily Family, int LabelSet, List<long> Timestamps, List<double> Values);
}
