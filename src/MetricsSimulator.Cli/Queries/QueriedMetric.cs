using System.Collections.Immutable;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Scrapes;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Truth;

namespace MetricsSimulator.Cli.Queries;

/// <summary>A metric, with the facts that queries need.</summary>
/// <param name="Key">Its name in configuration files.</param>
/// <param name="Name">The name of its family in Prometheus.</param>
/// <param name="Help">Its help text; may be empty.</param>
/// <param name="Type">Its type.</param>
/// <param name="Labels">The labels of its series, without those that Prometheus adds.</param>
internal sealed record QueriedMetric(string Key, string Name, string Help, MetricType Type, ImmutableArray<string> Labels)
{
    /// <summary>The anomalies of a run as a metric.</summary>
    // The label metric must not be a variable: not every anomaly has it, and a variable would hide those without it.
    public static readonly QueriedMetric Truth = new(
        "truth", TruthDefinition.Name, TruthDefinition.Help, MetricType.Gauge, ["kind"]);

    /// <summary>Whether scrapes of a target succeed.</summary>
    public static readonly QueriedMetric Up = new("up", ScrapeDefinition.Families[0].Name, ScrapeDefinition.Families[0].Help, MetricType.Gauge, []);

    /// <summary>Whether a sample is what was counted since the sample before, as in the profile <c>nosuffix</c>.</summary>
    public bool IsDelta { get; private init; }

    /// <summary>Whether there may be series without some of the labels.</summary>
    public bool HasOptionalLabels { get; private init; }

    /// <summary>The key of the metric from whose events it is derived; null for most.</summary>
    public string? ShareOf { get; private init; }

    /// <summary>The label of the upper bound of a bucket.</summary>
    public static string UpperBound { get; } = MetricType.Histogram.SeriesOf([])[0].Label!.Value.Name;

    /// <summary>The labels of its series; those that Prometheus adds come first.</summary>
    public IEnumerable<string> LabelsWithTarget => ScrapeConfiguration.LabelNames.Union(Labels, StringComparer.Ordinal);

    /// <summary>The labels of its series by which values can be grouped.</summary>
    public ImmutableArray<string> GroupLabels => [.. Labels.Where(SelectorText.CanGroupBy)];

    /// <summary>The unit of its values.</summary>
    public MetricUnit Unit { get; private init; } = MetricUnit.Of("", Name);

    /// <summary>The series of a counter or gauge.</summary>
    public Selector Value => new(this, "", []);

    /// <summary>The buckets of a histogram.</summary>
    public Selector Buckets => SeriesThat(series => series.Label is not null);

    /// <summary>The sum of the observations of a histogram.</summary>
    public Selector Sum => SeriesThat(series => !series.IsCount);

    /// <summary>The number of observations of a histogram.</summary>
    public Selector Count => SeriesThat(series => series is { IsCount: true, Label: null });

    /// <summary>Series that are present whenever the metric is: those of a counter or gauge, or the counts of a histogram.</summary>
    public Selector AnySeries => Type == MetricType.Histogram ? Count : Value;

    /// <summary>The rate of a counter, or of a histogram's observations, per second.</summary>
    /// <param name="by">The labels to keep; empty for one sum of all.</param>
    public Query Rate(params ImmutableArray<string> by) => Rate(QueryWindow.RateInterval, by);

    /// <summary>The rate of a counter, or of a histogram's observations, per second.</summary>
    /// <param name="window">The window.</param>
    /// <param name="by">The labels to keep; empty for one sum of all.</param>
    public Query Rate(QueryWindow window, params ImmutableArray<string> by) => new Sum(new Rate(AnySeries, window), by);

    /// <summary>The increase of a counter, or of the number of a histogram's observations.</summary>
    /// <param name="window">The window.</param>
    /// <param name="by">The labels to keep; empty for one sum of all.</param>
    public Query Increase(QueryWindow window, params ImmutableArray<string> by) => new Sum(new Increase(AnySeries, window), by);

    /// <summary>What the counters of a workload counted in a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="by">The labels to keep; empty for one sum of all.</param>
    public Query Gain(QueryWindow window, params ImmutableArray<string> by) => new Sum(new Gain(Value, window), by);

    /// <summary>The mean observation of a histogram.</summary>
    public Query Mean() => new Ratio(new Sum(new Rate(Sum, QueryWindow.RateInterval)), Rate());

    /// <summary>A quantile of the observations of a histogram.</summary>
    /// <param name="level">The quantile, from 0 to 1.</param>
    public Query Quantile(double level) => Quantile(level, QueryWindow.RateInterval);

    /// <summary>A quantile of the observations of a histogram.</summary>
    /// <param name="level">The quantile, from 0 to 1.</param>
    /// <param name="window">The window.</param>
    /// <param name="by">The labels to keep; empty for one quantile of all.</param>
    public Query Quantile(double level, QueryWindow window, params ImmutableArray<string> by) => new Quantile(level, new Sum(new Rate(Buckets, window), [.. by, UpperBound]));

    /// <summary>The increase of each bucket of a histogram. Buckets are cumulative.</summary>
    public Query BucketIncreases() => new Sum(new Increase(Buckets, QueryWindow.RateInterval), UpperBound);

    /// <summary>A metric of a model.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="constants">The constant labels of the run.</param>
    public static QueriedMetric Of(MetricDefinition metric, ImmutableArray<LabelDimension> constants) =>
        new(metric.Key, metric.Name, metric.Help, metric.Type, [.. metric.Labels.Dimensions.Concat(constants).Select(dimension => dimension.Name)])
        {
            ShareOf = (metric as ThinnedCounterDefinition)?.Of,
            Unit = MetricUnit.Of(metric.Unit, metric.Name),
        };

    /// <summary>A metric of Claude Code.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="profile">The names of the metrics.</param>
    /// <param name="labels">The labels that readers of a board choose from.</param>
    public static QueriedMetric Of(TelemetryMetric metric, NameProfile profile, ImmutableArray<string> labels)
    {
        var isDelta = profile.Style == NameStyle.NoSuffix;
        return new QueriedMetric(metric.Name, profile.NameOf(metric), metric.Description, isDelta ? MetricType.Gauge : MetricType.Counter, labels) { IsDelta = isDelta, HasOptionalLabels = true };
    }

    private Selector SeriesThat(Func<FamilySeries, bool> isMeant) => new(this, MetricType.Histogram.SeriesOf([]).First(isMeant).Suffix, []);
}
