using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>A metric family without its values: the part of a <see cref="Layout"/> that belongs to one name.</summary>
/// <remarks>The values of label set i begin at index <c>ValueOffset + (i − Range.First)·Stride</c>, in the order of <see cref="Series"/>.</remarks>
public sealed class MetricFamily
{
    private readonly SeriesNumbers? _numbers;

    /// <summary>Creates the family.</summary>
    /// <param name="name">The full name as Prometheus stores it; that of a counter includes the suffix.</param>
    /// <param name="help">The help text, unescaped; may be empty.</param>
    /// <param name="type">The type.</param>
    /// <param name="labels">The label sets of its series.</param>
    /// <param name="buckets">Ascending finite upper bounds of a histogram's buckets, without +∞; empty for other types.</param>
    /// <param name="valueOffset">The index of its first value in the array of a snapshot.</param>
    /// <param name="range">The label sets that are shown; by default all.</param>
    /// <param name="continues">Whether it has further label sets of the family before it; see <see cref="Continues"/>. By default not.</param>
    /// <param name="numbers">The numbers of its series; by default its layout sets them.</param>
    public MetricFamily(
        string name, string help, MetricType type, LabelSets labels, ImmutableArray<double> buckets, int valueOffset, SeriesRange? range = null,
        bool continues = false, SeriesNumbers? numbers = null)
    {
        Continues = continues;
        ArgumentNullException.ThrowIfNull(labels);
        Name = name;
        Help = help;
        Type = type;
        Labels = labels;
        ArgumentNullException.ThrowIfNull(type);
        Buckets = buckets.IsDefault ? [] : buckets;
        Series = type.SeriesOf(Buckets);
        Stride = FamilySeries.StrideOf(Series);
        ValueOffset = valueOffset;
        Range = range ?? SeriesRange.All(labels);
        _numbers = numbers;
    }

    /// <summary>The family with other values of its labels; the number of label sets stays the same.</summary>
    internal MetricFamily WithLabels(LabelSets labels) => new(Name, Help, Type, labels, Buckets, ValueOffset, Range, Continues);

    /// <summary>The family with its values elsewhere.</summary>
    internal MetricFamily At(int offset) => new(Name, Help, Type, Labels, Buckets, offset, Range, Continues);

    /// <summary>The family with its values moved by an offset, and with numbers from a registry.</summary>
    internal MetricFamily Placed(int offset, SeriesNumbers numbers) => new(Name, Help, Type, Labels, Buckets, ValueOffset + offset, Range, Continues, numbers);

    /// <summary>Whether another family has the same series, in the same order.</summary>
    internal bool HasSeriesOf(MetricFamily other) =>
        Name == other.Name && Type == other.Type && Range == other.Range && Labels.Equals(other.Labels) && Buckets.AsSpan().SequenceEqual(other.Buckets.AsSpan());

    /// <summary>The name as Prometheus stores it: <c>…_total</c> for a counter, without <c>_bucket</c> for a histogram.</summary>
    public string Name { get; }

    /// <summary>The help text, unescaped.</summary>
    public string Help { get; }

    /// <summary>The type.</summary>
    public MetricType Type { get; }

    /// <summary>
    /// Whether it has further label sets of the family before it, which has the same name and type. An exposition writes the metadata of both
    /// once.
    /// </summary>
    public bool Continues { get; }

    /// <summary>The label sets.</summary>
    public LabelSets Labels { get; }

    /// <summary>The finite upper bounds of the buckets, ascending; empty unless this is a histogram.</summary>
    public ImmutableArray<double> Buckets { get; }

    /// <summary>The time series of each label set, in the order in which they are written. All code that names, counts or writes series uses this list.</summary>
    public ImmutableArray<FamilySeries> Series { get; }

    /// <summary>The numbers of its series, which stay the same for the whole run.</summary>
    /// <exception cref="InvalidOperationException">It is not part of a layout, and so has no numbers.</exception>
    public SeriesNumbers Numbers => _numbers ?? throw new InvalidOperationException($"{Name} has no numbers outside a layout.");

    /// <summary>Whether it has numbers.</summary>
    internal bool IsNumbered => _numbers is not null;

    /// <summary>The range of <see cref="Labels"/> that is shown.</summary>
    public SeriesRange Range { get; }

    /// <summary>The label sets that are shown, in their order.</summary>
    public IEnumerable<ShownLabelSet> LabelSets
    {
        get
        {
            for (var i = 0; i < Range.Count; i++) yield return new ShownLabelSet(Range.First + i, ValueOffset + i * Stride);
        }
    }

    /// <summary>The index of the first value of the first label set that is shown.</summary>
    public int ValueOffset { get; }

    /// <summary>The number of values of a label set.</summary>
    public int Stride { get; }

    /// <summary>The number of values of all label sets that are shown.</summary>
    public int ValueCount => checked(Range.Count * Stride);

    /// <summary>The number of time series that Prometheus stores for the label sets that are shown.</summary>
    public long SeriesCount => (long)Range.Count * Series.Length;
}
