using MetricsSimulator.Cli.History;
using MetricsSimulator.Formats.Numbers;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The samples that Prometheus 3 would have of some metrics of a run. Queries are answered from them. Bounds of buckets are spelled as in OpenMetrics.</summary>
internal sealed class SampledRun
{
    private readonly Dictionary<string, List<SampledSeries>> _series = new(StringComparer.Ordinal);

    private SampledRun(long[] times) => Times = times;

    /// <summary>The instants of the scrapes, in milliseconds since 1970, ascending.</summary>
    public long[] Times { get; }

    /// <summary>Computes a span of a run, and keeps the samples of some metrics.</summary>
    /// <param name="span">The span.</param>
    /// <param name="names">The names of their families.</param>
    /// <param name="every">The number of ticks from one scrape to the next.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SampledRun Of(RunSpan span, IReadOnlySet<string> names, long every, CancellationToken cancellation)
    {
        var timeline = span.Recorded.Run.Model.Timeline;
        var ticks = new List<long>();
        for (var tick = span.FirstTick; tick < span.EndTick; tick += every) ticks.Add(tick);
        var run = new SampledRun([.. ticks.Select(tick => timeline.InstantOf(tick).ToUnixTimeMilliseconds())]);
        var simulator = span.Simulate(SeriesSelection.All);
        var shown = new Dictionary<(string Name, LabelValues Labels), SampledSeries>();
        List<(int Column, SampledSeries Series)> columns = [];
        Layout? layout = null;
        for (var i = 0; i < ticks.Count; i++)
        {
            simulator.AdvanceTo(ticks[i], cancellation: cancellation);
            cancellation.ThrowIfCancellationRequested();
            using var snapshot = simulator.Acquire();
            if (!ReferenceEquals(layout, snapshot.Layout)) columns = run.ColumnsOf(layout = snapshot.Layout, names, shown);
            foreach (var (column, series) in columns) series.Values[i] = snapshot.Values[column];
        }

        return run;
    }

    /// <summary>The series with a name, which may end in <c>_bucket</c>, <c>_sum</c> or <c>_count</c>.</summary>
    public IReadOnlyList<SampledSeries> SeriesOf(string name) => _series.TryGetValue(name, out var found) ? found : [];

    /// <summary>The index of the last scrape at or before an instant; −1 if there is none.</summary>
    /// <param name="time">Milliseconds since 1970.</param>
    public int IndexAt(long time)
    {
        var index = Array.BinarySearch(Times, time);
        return index >= 0 ? index : ~index - 1;
    }

    private List<(int Column, SampledSeries Series)> ColumnsOf(Layout layout, IReadOnlySet<string> names, Dictionary<(string Name, LabelValues Labels), SampledSeries> shown)
    {
        var columns = new List<(int, SampledSeries)>();
        foreach (var family in layout.Families.Where(family => names.Contains(family.Name)))
        {
            foreach (var (number, column) in family.LabelSets)
            {
                foreach (var series in family.Series)
                {
                    var labels = new LabelValues([.. family.Labels.LabelsOf(number), .. series.Label is { } label ? [KeyValuePair.Create(label.Name, GoFloat.SpellOpenMetrics(label.Number))] : Array.Empty<KeyValuePair<string, string>>()]);
                    var name = family.Name + series.Suffix;
                    if (!shown.TryGetValue((name, labels), out var sampled)) shown.Add((name, labels), sampled = Add(name, labels));
                    columns.Add((column + series.Value, sampled));
                }
            }
        }

        return columns;
    }

    private SampledSeries Add(string name, LabelValues labels)
    {
        var values = new double[Times.Length];
        Array.Fill(values, Staleness.Marker);
        var added = new SampledSeries(labels, values);
        if (!_series.TryGetValue(name, out var ofName)) _series.Add(name, ofName = []);
        ofName.Add(added);
        return added;
    }
}
