using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Cli.Charts;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>Draws panels of a run.</summary>
/// <param name="run">The samples.</param>
/// <param name="steps">The instants at which queries are answered.</param>
/// <param name="anomalies">The anomalies, which are shaded in every chart with a time axis.</param>
internal sealed class PanelPictures(SampledRun run, PreviewSteps steps, ImmutableArray<ChartSpan> anomalies)
{
    // The numbers of the theme's colours that are nearest to green, orange and red.
    private const int Green = 2;
    private const int Orange = 4;
    private const int Red = 1;

    /// <summary>The picture of a panel.</summary>
    public Chart Of(Panel panel) => panel switch
    {
        StatPanel { IsOfNow: true } => Number(panel, Last(panel).Select(value => value.Value).FirstOrDefault()),
        StatPanel => Stat(panel),
        BarPanel => new BarChart(panel.Title, [.. Last(panel).Select(value => new ChartBar(value.Name, value.Value))]) { Unit = panel.Unit.Chart },
        HeatmapPanel => Heatmap(panel),
        TimeSeriesPanel { IsStacked: true } => Stack(panel),
        TimeSeriesPanel curves => Curves(panel) with { Lines = [.. Lines(panel).Select(line => line with { IsFilled = curves.BeginsAtZero }), .. ThresholdLines(panel)] },
        // There is no chart of bands, because the shaded spans show the same.
        _ => Curves(panel) with { Lines = [new ChartLine("", Total(panel)) { IsStepped = true, IsFilled = true }] },
    };

    private TimeSeriesChart Curves(Panel panel) => new(panel.Title, steps.Begin, steps.End) { Unit = panel.Unit.Chart, Spans = anomalies };

    private StatChart Stat(Panel panel)
    {
        var line = Lines(panel).FirstOrDefault();
        // Like Grafana's lastNotNull, it skips NaN: a quantile without observations has no value.
        var value = line?.Points.Select(point => point.Value).LastOrDefault(value => !double.IsNaN(value), double.NaN) ?? double.NaN;
        return Number(panel, value) with { Points = line?.Points ?? [] };
    }

    private static StatChart Number(Panel panel, double value)
    {
        var colour = panel.Thresholds.LastOrDefault(threshold => value >= threshold.From)?.Colour switch { "orange" => Orange, "red" => Red, _ => Green };
        return new StatChart(panel.Title, value) { Unit = panel.Unit.Chart, Colour = colour };
    }

    private TimeSeriesChart Stack(Panel panel)
    {
        var lines = Lines(panel).ToArray();
        var bands = ImmutableArray.CreateBuilder<ChartBand>();
        var below = new double[steps.Evaluations.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            var points = lines[i].Points;
            bands.Add(new ChartBand("", [.. points.Select((point, step) => new BandPoint(point.Instant, below[step], below[step] + Known(point.Value)))]) { Colour = i });
            for (var step = 0; step < below.Length; step++) below[step] += Known(points[step].Value);
            lines[i] = lines[i] with { Points = [.. points.Select((point, step) => point with { Value = double.IsNaN(point.Value) ? point.Value : below[step] })], Colour = i };
        }

        return Curves(panel) with { Lines = [.. lines], Bands = bands.DrainToImmutable() };
    }

    private HeatmapChart Heatmap(Panel panel)
    {
        var buckets = Answers(panel.Queries[0].Query).Select(answer => (Bound: BoundOf(answer.Labels), answer.Values)).OrderBy(bucket => bucket.Bound).ToArray();
        var columns = Enumerable.Range(0, steps.Evaluations.Length)
            .Select(step => buckets.Select((bucket, i) => Math.Max(0, bucket.Values[step] - (i == 0 ? 0 : buckets[i - 1].Values[step]))).ToImmutableArray());
        string[] rows = [.. buckets.Select((bucket, i) => double.IsInfinity(bucket.Bound) && i > 0 ? $"> {panel.Unit.Chart.Format(buckets[i - 1].Bound)}" : $"≤ {panel.Unit.Chart.Format(bucket.Bound)}")];
        return new HeatmapChart(panel.Title, steps.Begin, steps.End, [.. rows], [.. columns]);
    }

    private static double BoundOf(LabelValues labels) => labels[QueriedMetric.UpperBound] is "+Inf" ? double.PositiveInfinity : double.Parse(labels[QueriedMetric.UpperBound], CultureInfo.InvariantCulture);

    private static double Known(double value) => double.IsNaN(value) ? 0 : value;

    private IEnumerable<ChartLine> ThresholdLines(Panel panel)
    {
        var greatest = Lines(panel).SelectMany(line => line.Points).Select(point => point.Value).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return panel.Thresholds.Where(threshold => threshold.From <= greatest)
            .Select(threshold => new ChartLine("", [new ChartPoint(steps.Begin, threshold.From), new ChartPoint(steps.End, threshold.From)]) { Style = LineStyle.Dashed });
    }

    private IEnumerable<ChartLine> Lines(Panel panel) => panel.Queries.SelectMany(query => Answers(query.Query).Select(answer =>
        new ChartLine(query.NameOf(answer.Labels), [.. answer.Values.Select((value, step) => new ChartPoint(DateTimeOffset.FromUnixTimeMilliseconds(steps.Evaluations[step].Time), value))])));

    private ImmutableArray<ChartPoint> Total(Panel panel)
    {
        var answers = Answers(panel.Queries[0].Query);
        return [.. steps.Evaluations.Select((at, step) => new ChartPoint(DateTimeOffset.FromUnixTimeMilliseconds(at.Time), answers.Sum(answer => Known(answer.Values[step]))))];
    }

    private IEnumerable<(string Name, double Value)> Last(Panel panel) =>
        panel.Queries.SelectMany(query => query.Query.Answer(run, steps.Last).Select(value => (query.NameOf(value.Labels), value.Value)));

    // For each series of the answers, its value at every step, NaN where it has none. Like Prometheus, ordered by labels.
    private (LabelValues Labels, double[] Values)[] Answers(Query query)
    {
        var series = new SortedDictionary<string, (LabelValues Labels, double[] Values)>(StringComparer.Ordinal);
        for (var step = 0; step < steps.Evaluations.Length; step++)
        {
            foreach (var (labels, value) in query.Answer(run, steps.Evaluations[step]))
            {
                if (!series.TryGetValue(labels.ToString(), out var found))
                {
                    found = (labels, new double[steps.Evaluations.Length]);
                    Array.Fill(found.Values, double.NaN);
                    series.Add(labels.ToString(), found);
                }

                found.Values[step] = value;
            }
        }

        return [.. series.Values];
    }
}
