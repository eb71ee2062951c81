using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>
/// The type of a metric family, in the sense of Prometheus. It defines the time series of a label set; all code that counts, names or writes series
/// uses this list.
/// </summary>
public abstract class MetricType
{
    /// <summary>A total that never falls.</summary>
    public static readonly MetricType Counter = new CounterType();

    /// <summary>A value that rises and falls.</summary>
    public static readonly MetricType Gauge = new GaugeType();

    /// <summary>Observations counted in cumulative buckets, with their sum and count.</summary>
    public static readonly MetricType Histogram = new HistogramType();

    /// <summary>A label set with the value 1, whose labels say what something is.</summary>
    public static readonly MetricType Info = new InfoType();

    /// <summary>The suffix with which OpenMetrics writes the time at which a series began to count.</summary>
    private protected const string Created = "_created";

    private protected MetricType(string name) => Name = name;

    /// <summary>All types, in the order of errors and of the reference.</summary>
    public static ImmutableArray<MetricType> All { get; } = [Counter, Gauge, Histogram, Info];

    /// <summary>The name in an exposition and in configuration files: <c>counter</c>.</summary>
    public string Name { get; }

    /// <summary>The name in formats that do not know all types of OpenMetrics, such as text 0.0.4: <c>gauge</c> for an info metric.</summary>
    public virtual string ClassicName => Name;

    /// <summary>
    /// The suffix that OpenMetrics requires in the names of samples and omits from the name of the family, <c>_total</c> or <c>_info</c>; empty for
    /// none. <see cref="MetricFamily.Name"/> includes it.
    /// </summary>
    public virtual string Suffix => "";

    /// <summary>The time series of a label set, in the order in which they are written.</summary>
    /// <param name="buckets">The finite upper bounds of a histogram's buckets, ascending; empty for other types.</param>
    public abstract ImmutableArray<FamilySeries> SeriesOf(ImmutableArray<double> buckets);

    /// <summary>
    /// Every name that an exposition may contain because of a family; the family's own comes first. Source: OpenMetrics 1.0, section "MetricFamily": the names of
    /// families and those of samples with their suffixes must not clash.
    /// </summary>
    /// <param name="family">The name of the family; see <see cref="MetricFamily.Name"/>.</param>
    public abstract IEnumerable<string> NamesOf(string family);

    /// <summary>The rule that the name of a family of this type breaks, beside the rules for all names; null if it breaks none.</summary>
    /// <param name="family">The name of the family; see <see cref="MetricFamily.Name"/>.</param>
    public virtual string? NameViolation(string family) => null;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
