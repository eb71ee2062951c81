using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Charts;
using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Plots;

/// <summary>A metric of a run as a chart: lines of one run, or a fan of seeds with theoretical mean and band. Immutable.</summary>
/// <param name="recorded">The run.</param>
/// <param name="metric">The metric.</param>
/// <param name="options">The options of the plot.</param>
internal sealed class MetricPlot(RecordedRun recorded, CurveMetric metric, PlotOptions options)
{
    /// <summary>The most lines of a chart. More could not be distinguished.</summary>
    public const int MostLines = 50;

    private readonly SimulationModel _model = recorded.Run.Model;

    /// <summary>The reasons why it cannot be drawn, each in one line; empty if it can be.</summary>
    public IEnumerable<string> Violations()
    {
        string[] labels = metric.Definition is { } definition ? [.. definition.Labels.Dimensions.Select(dimension => dimension.Name), .. recorded.Run.Labels.Select(label => label.Name)] : [];
        if (options.By is { } by && metric.Definition is not null && !labels.Contains(by, StringComparer.Ordinal))
            yield return $"--by: {metric.Text} has no label '{by}'. {(labels.Length > 0 ? $"Its labels are {string.Join(", ", labels)}" : "It has no labels")}.";
        if (options.By is not null && metric.Definition?.Labels.Dimensions.FirstOrDefault(dimension => dimension.Name == options.By) is { } dimension && LinesOf(dimension) is var lines and > MostLines)
            yield return string.Create(CultureInfo.InvariantCulture, $"--by: {metric.Text} has {lines} values of '{dimension.Name}', and a chart at most {MostLines} lines. Select fewer, as in --metric '{metric.Key}{{{dimension.Name}=~\"...\"}}'.");
        var isHistogram = metric.Type == MetricType.Histogram;
        var suits = options.Measure switch
        {
            Measure.Rate => metric.Type == MetricType.Counter,
            Measure.Mean or Measure.Quantiles => isHistogram,
            Measure.Value => !isHistogram,
            _ => true,
        };
        if (!suits)
            yield return $"--as: {metric.Text} has no {Measures.NameOf(options.Measure!.Value)}, because its type is {metric.Type.Name}. Leave --as out, or give one of {string.Join(", ", Measures.Of(metric.Type))}.";
        if (options.Window is { } window && window < _model.Timeline.UpdateInterval)
            yield return string.Create(CultureInfo.InvariantCulture, $"--window: must be at least one tick, {_model.Timeline.UpdateInterval.TotalSeconds}s, got {window.TotalSeconds}s.");
    }

    /// <summary>Draws the chart.</summary>
    /// <param name="tell">Receives a line about parts that are left out.</param>
    /// <param name="cancellation">Cancels the drawing.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TimeSeriesChart Draw(Action<string> tell, CancellationToken cancellation)
    {
        var timeline = _model.Timeline;
        var (first, ticks) = (timeline.TicksIn(options.After), timeline.TicksIn(options.Duration));
        var query = Query(ticks);
        var chart = new TimeSeriesChart(metric.Text, timeline.InstantOf(first), timeline.InstantOf(first + ticks)) { Unit = PlotUnit.Of(query, MetricUnit.Of(metric.Definition?.Unit ?? "", metric.Name)), Origin = OriginOf(query) };
        if (options.Seeds is { } seeds)
        {
            var fan = Fan(seeds, query, first, ticks, cancellation).ToArray();
            TellIfEmpty(fan, query, tell);
            var theory = PathTheory.Of(_model, metric.Definition, query, out var obstacle);
            if (obstacle is not null) tell($"The mean and its band are left out: {obstacle.Reason}{(obstacle.IsScenario ? "; give --scenario none" : "")}.");
            return chart with { Lines = [.. fan, .. Mean(theory, chart)], Bands = Band(theory, chart) };
        }

        var curves = Read(recorded, query, first, ticks, cancellation);
        var lines = curves.Select((curve, i) => new ChartLine(curve.Name.Length > 0 ? curve.Name : options.HasTwin ? "the run" : "", curve.Points) { Colour = i });
        ChartLine[] all = [.. options.HasTwin ? Twin(query, first, ticks, cancellation) : [], .. lines];
        TellIfEmpty(all, query, tell);
        return chart with { Lines = [.. all], Spans = Truth(first, ticks) };
    }

    private void TellIfEmpty(ChartLine[] lines, CurveQuery query, Action<string> tell)
    {
        if (lines.Any(line => line.Points.Any(point => double.IsFinite(point.Value)))) return;
        LabelDimension[]? labels = metric.Definition is { } definition ? [.. definition.Labels.Dimensions, .. recorded.Run.Labels] : null;
        tell(EmptyPlot.Explain(metric, labels, query, options.After + options.Duration, _model.Timeline, hasSeries: lines.Length > 0));
    }

    private int LinesOf(LabelDimension dimension)
    {
        var conditions = metric.Matchers.Conditions.Where(condition => condition.Name == dimension.Name).ToArray();
        return Enumerable.Range(0, dimension.Count).Count(i => conditions.All(condition => condition.IsMatch(dimension.Value(i))));
    }

    private CurveQuery Query(long ticks)
    {
        var interval = _model.Timeline.UpdateInterval;
        var measure = options.Measure ?? (metric.Type == MetricType.Counter ? Measure.Rate : metric.Type == MetricType.Histogram ? Measure.Quantiles : Measure.Value);
        // As in Grafana's choice for rate(), the windows of two points leave no gap between them. A quantile needs more observations.
        var least = Math.Max(4, CurveReader.StepOf(ticks, options.Width) + 1);
        if (measure != Measure.Rate) least = Math.Max(least, ticks / 48);
        return new CurveQuery(metric.Key, metric.Name, measure)
        {
            Type = metric.Type,
            Matchers = metric.Matchers,
            By = options.By,
            Window = (options.Window is { } window ? _model.Timeline.TicksIn(window) : least) * interval,
            Per = PerOf(metric.Definition),
            Quantiles = options.Seeds is null ? [(0.5, "median"), (0.95, "p95")] : [(0.5, "median")],
        };
    }

    private string OriginOf(CurveQuery query)
    {
        var measure = query.Measure switch
        {
            Measure.Mean => $"mean over {DurationText.Format(query.Window)}",
            Measure.Quantiles => $"over {DurationText.Format(query.Window)}",
            _ => "",
        };
        return string.Join(" · ", new[] { measure, _model.Scenario.Name }.Where(part => part.Length > 0));
    }

    private TimeSpan PerOf(MetricDefinition? definition) => definition switch
    {
        CounterDefinition counter => counter.Rate.Per,
        ThinnedCounterDefinition thinned => PerOf(_model.Metrics.FirstOrDefault(parent => parent.Key == thinned.Of)),
        _ => TimeSpan.FromSeconds(1),
    };

    private ImmutableArray<Curve> Read(RecordedRun run, CurveQuery query, long first, long ticks, CancellationToken cancellation) =>
        new CurveReader(run, first, ticks, options.Width).Read(query, cancellation);

    private IEnumerable<ChartLine> Twin(CurveQuery query, long first, long ticks, CancellationToken cancellation) =>
        Read(recorded.WithoutAnomalies(), query, first, ticks, cancellation).Select(curve => new ChartLine("without anomalies", curve.Points) { Style = LineStyle.Dotted });

    private IEnumerable<ChartLine> Fan(int seeds, CurveQuery query, long first, long ticks, CancellationToken cancellation)
    {
        var last = unchecked(_model.Seed + (ulong)seeds - 1);
        var name = seeds == 1 ? string.Create(CultureInfo.InvariantCulture, $"seed {last}") : string.Create(CultureInfo.InvariantCulture, $"seeds {_model.Seed} to {last}");
        for (var i = 0; i < seeds; i++)
        {
            // After the greatest seed comes 0, which is an ordinary seed.
            var model = new SimulationModel(unchecked(_model.Seed + (ulong)i), _model.Timeline, _model.Metrics, _model.Scenario, _model.Sources);
            var run = new RecordedRun(recorded.Run with { Model = model }, []);
            foreach (var curve in Read(run, query, first, ticks, cancellation))
                yield return new ChartLine(name, curve.Points) { Style = seeds == 1 ? LineStyle.Solid : LineStyle.Faint, Colour = 0 };
        }
    }

    private IEnumerable<ChartLine> Mean(PathTheory? theory, TimeSeriesChart chart) => theory is null
        ? []
        : [new ChartLine("mean", [.. Instants(chart).Select(instant => new ChartPoint(instant, theory.Within(ElapsedAt(instant), theory.After(ElapsedAt(instant)).Mean)))]) { Style = LineStyle.Dashed }];

    private ImmutableArray<ChartBand> Band(PathTheory? theory, TimeSeriesChart chart) => theory is null
        ? []
        :
        [
            new ChartBand("mean ± 2 standard deviations", [.. Instants(chart).Select(instant =>
            {
                var elapsed = ElapsedAt(instant);
                var moments = theory.After(elapsed);
                return new BandPoint(instant, theory.Within(elapsed, moments.Mean - 2 * moments.StandardDeviation), theory.Within(elapsed, moments.Mean + 2 * moments.StandardDeviation));
            })]),
        ];

    private TimeSpan ElapsedAt(DateTimeOffset instant) => instant - _model.Timeline.Start;

    private static IEnumerable<DateTimeOffset> Instants(TimeSeriesChart chart) => Enumerable.Range(0, 101).Select(i => chart.Begin + (chart.End - chart.Begin) * (i / 100.0));

    private ImmutableArray<ChartSpan> Truth(long first, long ticks) =>
    [
        .. new AnomalySchedule(_model, recorded.Changes).Between(first, first + ticks).Where(anomaly => ActsOnWhatIsDrawn(anomaly.Definition))
            .Select(anomaly => new ChartSpan(anomaly.Start, anomaly.End, anomaly.Definition.Kind.Name)),
    ];

    private bool ActsOnWhatIsDrawn(AnomalyDefinition anomaly)
    {
        if (metric.Definition is not { Labels: var labels } || anomaly.Metric != metric.Definition.Key) return false;
        var both = new LabelMatchers([.. anomaly.Matchers.Conditions, .. metric.Matchers.Conditions]);
        return both.Select(labels, SeriesRange.All(labels)) is not { } selected || selected.Contains(true);
    }
}
