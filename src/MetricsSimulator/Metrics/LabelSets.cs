using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>
/// The label sets of a metric family, numbered from 0: a product of labels (<see cref="LabelSpace"/>), or a list that grows as series are born (<see cref="LabelList"/>).
/// </summary>
public abstract class LabelSets
{
    private protected LabelSets()
    {
    }

    /// <summary>The number of label sets.</summary>
    public abstract int Count { get; }

    /// <summary>Whether the label sets have labels. Either each has at least one, or none has any.</summary>
    public abstract bool HaveLabels { get; }

    /// <summary>The labels of one label set, in the order in which they are written.</summary>
    /// <param name="index">The number of the label set, from 0.</param>
    public abstract IEnumerable<KeyValuePair<string, string>> LabelsOf(int index);

    /// <summary>A label set as an exposition writes it: <c>{model="…",token_type="…"}</c>; empty if there are no labels.</summary>
    /// <param name="index">The number of the label set, from 0.</param>
    public abstract string Format(int index);

    /// <summary>The label sets with further labels, written after their own and equal for all.</summary>
    /// <param name="constants">The further labels, each with one value, so that the numbers of label sets stay the same.</param>
    /// <exception cref="ArgumentException">A label has one of these names already.</exception>
    public abstract LabelSets With(ImmutableArray<LabelDimension> constants);
}
