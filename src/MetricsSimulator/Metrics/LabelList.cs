using System.Collections.Immutable;
using System.Text;

namespace MetricsSimulator.Metrics;

/// <summary>
/// Label sets as a list, ordered by birth. When one is born or ends, a new list replaces this one. It has the same objects for label sets that stay;
/// a label set that is in no list any more is forgotten.
/// </summary>
/// <param name="labelSets">The label sets, all different.</param>
public sealed class LabelList(ImmutableArray<LabelSet> labelSets) : LabelSets
{
    /// <summary>The label sets.</summary>
    public ImmutableArray<LabelSet> LabelSets => labelSets;

    /// <summary>Finds a label set by its object.</summary>
    /// <param name="labelSet">The label set.</param>
    /// <param name="from">The number at which the search begins: that of the label set, or a smaller one.</param>
    /// <returns>Its number; −1 if it is not in the list.</returns>
    internal int IndexOf(LabelSet labelSet, int from)
    {
        for (var i = from; i < labelSets.Length; i++)
            if (ReferenceEquals(labelSets[i], labelSet)) return i;
        for (var i = 0; i < Math.Min(from, labelSets.Length); i++)
            if (ReferenceEquals(labelSets[i], labelSet)) return i;
        return -1;
    }

    /// <inheritdoc/>
    public override int Count => labelSets.Length;

    /// <inheritdoc/>
    public override bool HaveLabels => true;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> LabelsOf(int index) => labelSets[index].Labels;

    /// <inheritdoc/>
    public override string Format(int index) => $"{{{Encoding.UTF8.GetString(labelSets[index].Pairs)}}}";

    /// <inheritdoc/>
    public override LabelSets With(ImmutableArray<LabelDimension> constants)
    {
        if (constants.IsDefaultOrEmpty) return this;
        var further = constants.Select(constant => KeyValuePair.Create(constant.Name, constant.Value(0))).ToArray();
        return new LabelList([.. labelSets.Select(labelSet => new LabelSet([.. labelSet.Labels, .. further]))]);
    }
}
