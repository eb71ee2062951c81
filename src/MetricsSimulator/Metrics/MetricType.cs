using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>
/// The type of a metric family, as Prometheus uses the word. It says which time series a label set has; whoever counts, names or writes series
/// walks this list.
/// </summary>
public abstract class MetricType
{
    /// <summary>A total that never falls.</summary>
    public static readonly MetricType Counter = new CounterType();

    /// <summary>A value that rises and falls.</summary>
    public static readonly MetricType Gauge = new GaugeType();

    /// <summary>Observations counted in cumulative buckets, with their sum and count.</summary>
    public static readonly MetricType Histogram = new HistogramType();

    private protected MetricType(string name) => Name = name;

    /// <summary>The name in an exposition and in configuration files: <c>counter</c>.</summary>
    public string Name { get; }

    /// <summary>The time series of a label set, in the order in which they are written.</summary>
    /// <param name="buckets">The finite upper bounds of a histogram's buckets, ascending; other types have none.</param>
    public abstract ImmutableArray<FamilySeries> SeriesOf(ImmutableArray<double> buckets);

    /// <summary>
    /// Every name that an exposition may contain because of a family, its own first. Source: OpenMetrics 1.0, section "MetricFamily": the names of
    /// families and those of samples with their suffixes must not clash.
    /// </summary>
    /// <param name="family">The name of the family; see <see cref="MetricFamily.Name"/>.</param>
    public abstract IEnumerable<string> NamesOf(string family);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
