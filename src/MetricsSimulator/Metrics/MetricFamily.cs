using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>
/// What a metric family looks like, without its values: the part of a <see cref="Layout"/> that belongs to one name. Immutable and
/// thread-safe.
/// </summary>
/// <remarks>
/// The values of label set i lie at <c>ValueOffset + (i − Range.First)·Stride</c>. Counters and gauges have one value. A histogram has
/// <c>Buckets.Length + 2</c>: the cumulative count of each bucket in ascending order of its upper bound, the count of <c>+Inf</c> (which is
/// <c>_count</c>), and the sum of the observations.
/// </remarks>
public sealed class MetricFamily
{
    /// <summary>Creates the family.</summary>
    /// <param name="name">The full name: for counters as Prometheus stores it, suffix included.</param>
    /// <param name="help">The help text, unescaped; may be empty.</param>
    /// <param name="type">The type.</param>
    /// <param name="labels">The label sets of its series.</param>
    /// <param name="buckets">Ascending finite upper bounds of a histogram's buckets, without +∞; empty for other types.</param>
    /// <param name="valueOffset">Where its values begin in the array of a snapshot.</param>
    /// <param name="range">The label sets that are shown; all unless given.</param>
    /// <param name="continues">Whether it has further label sets of the family before it; see <see cref="Continues"/>.</param>
    public MetricFamily(
        string name, string help, MetricType type, LabelSpace labels, ImmutableArray<double> buckets, int valueOffset, SeriesRange? range = null,
        bool continues = false)
    {
        Continues = continues;
        ArgumentNullException.ThrowIfNull(labels);
        Name = name;
        Help = help;
        Type = type;
        Labels = labels;
        Buckets = buckets.IsDefault ? [] : buckets;
        ValueOffset = valueOffset;
        Range = range ?? SeriesRange.All(labels);
    }

    /// <summary>The name as Prometheus stores it: <c>…_total</c> for a counter, without <c>_bucket</c> for a histogram.</summary>
    public string Name { get; }

    /// <summary>The help text, unescaped.</summary>
    public string Help { get; }

    /// <summary>The type.</summary>
    public MetricType Type { get; }

    /// <summary>
    /// Whether it has further label sets of the family before it, which has the same name and type: an exposition writes the metadata of both
    /// once.
    /// </summary>
    public bool Continues { get; }

    /// <summary>The label sets.</summary>
    public LabelSpace Labels { get; }

    /// <summary>The finite upper bounds of the buckets, ascending; empty unless this is a histogram.</summary>
    public ImmutableArray<double> Buckets { get; }

    /// <summary>The label sets of <see cref="Labels"/> that are shown.</summary>
    public SeriesRange Range { get; }

    /// <summary>Where the values of the first label set that is shown begin.</summary>
    public int ValueOffset { get; }

    /// <summary>The number of values that a label set has.</summary>
    public int Stride => Type == MetricType.Histogram ? Buckets.Length + 2 : 1;

    /// <summary>The number of values of all label sets that are shown.</summary>
    public int ValueCount => checked(Range.Count * Stride);

    /// <summary>The number of time series that Prometheus stores for the family: a histogram's label set makes Buckets + 3.</summary>
    public long SeriesCount => (long)Range.Count * (Type == MetricType.Histogram ? Buckets.Length + 3 : 1);
}
