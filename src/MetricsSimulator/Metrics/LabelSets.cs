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

    /// <summary>Whether the label sets have labels: each of them at least one, or none of them any.</summary>
    public abstract bool HaveLabels { get; }

    /// <summary>The labels of one label set, in the order in which they are written.</summary>
    /// <param name="index">The number of the label set, from 0.</param>
    public abstract IEnumerable<KeyValuePair<string, string>> LabelsOf(int index);

    /// <summary>A label set as an exposition writes it: <c>{model="…",token_type="…"}</c>, or nothing when there are no labels.</summary>
    /// <param name="index">The number of the label set, from 0.</param>
    public abstract string Format(int index);

    /// <summary>The label sets with further labels, the same for each, written after their own.</summary>
    /// <param name="constants">The labels, each with one value, so that numbers stay what they are.</param>
    /// <exception cref="ArgumentException">A name is taken already.</exception>
    public abstract LabelSets With(ImmutableArray<LabelDimension> constants);
}
