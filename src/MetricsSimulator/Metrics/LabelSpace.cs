using System.Collections.Immutable;
using System.Text;

namespace MetricsSimulator.Metrics;

/// <summary>
/// The label sets of a metric: every combination of the values of its dimensions. Label sets are numbered from 0 with the last dimension
/// varying fastest; the number is all that a series needs to be known by. Immutable and thread-safe.
/// </summary>
public sealed class LabelSpace : IEquatable<LabelSpace>
{
    /// <summary>The space with one label set that has no labels.</summary>
    public static readonly LabelSpace Empty = new([]);

    /// <summary>Creates the product of the dimensions.</summary>
    /// <param name="dimensions">The dimensions, in the order in which a label set is written; names all different.</param>
    /// <exception cref="ArgumentException">Two dimensions share a name, or there are more than 2³¹ − 1 label sets.</exception>
    public LabelSpace(ImmutableArray<LabelDimension> dimensions)
    {
        Rule.Require(Violation(dimensions), "labels");
        Dimensions = dimensions;
        Count = (int)CountOf(dimensions);
        IsUniform = dimensions.All(dimension => dimension.IsUniform);
    }

    /// <summary>The labels with their values, in the order in which a label set is written.</summary>
    public ImmutableArray<LabelDimension> Dimensions { get; }

    /// <summary>The number of label sets: 1 or more.</summary>
    public int Count { get; }

    /// <summary>Whether all label sets have the same share.</summary>
    public bool IsUniform { get; }

    /// <summary>The rule that dimensions break together, or null.</summary>
    public static string? Violation(ImmutableArray<LabelDimension> dimensions)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var dimension in dimensions)
            if (!names.Add(dimension.Name)) return Rule.Broken("label names must differ", dimension.Name);
        return CountOf(dimensions) <= int.MaxValue ? null : Rule.Broken("must make at most 2147483647 label sets", CountOf(dimensions));
    }

    /// <summary>The number of label sets that dimensions make; a number too large for an exact answer is still large.</summary>
    public static double CountOf(ImmutableArray<LabelDimension> dimensions)
    {
        var count = 1.0;
        foreach (var dimension in dimensions) count *= dimension.Count;
        return count;
    }

    /// <summary>The share of the whole that a label set has: the product of its values' shares.</summary>
    /// <param name="index">The number of the label set, from 0.</param>
    public double Share(int index)
    {
        var share = 1.0;
        for (var d = Dimensions.Length - 1; d >= 0; d--)
        {
            (index, var digit) = Math.DivRem(index, Dimensions[d].Count);
            share *= Dimensions[d].Share(digit);
        }

        return share;
    }

    /// <summary>Finds which value of each dimension a label set has.</summary>
    /// <param name="index">The number of the label set, from 0.</param>
    /// <param name="digits">Filled with one number of a value per dimension.</param>
    public void Digits(int index, Span<int> digits)
    {
        for (var d = Dimensions.Length - 1; d >= 0; d--)
            (index, digits[d]) = Math.DivRem(index, Dimensions[d].Count);
    }

    /// <summary>The space with further labels, the same for every label set, written after its own.</summary>
    /// <exception cref="ArgumentException">A name is taken already.</exception>
    public LabelSpace With(ImmutableArray<LabelDimension> constants) =>
        constants.IsDefaultOrEmpty ? this : new LabelSpace(Dimensions.AddRange(constants));

    /// <summary>A label set as it stands in an exposition: <c>{model="…",token_type="…"}</c>, or nothing when there are no labels.</summary>
    /// <param name="index">The number of the label set, from 0.</param>
    public string Format(int index)
    {
        if (Dimensions.IsEmpty) return "";
        Span<int> digits = stackalloc int[Dimensions.Length];
        Digits(index, digits);
        var text = new StringBuilder("{");
        for (var d = 0; d < Dimensions.Length; d++)
            text.Append(d == 0 ? "" : ",").Append(Encoding.UTF8.GetString(Dimensions[d].Pair(digits[d])));
        return text.Append('}').ToString();
    }

    /// <inheritdoc/>
    public bool Equals(LabelSpace? other) => other is not null && Dimensions.AsSpan().SequenceEqual(other.Dimensions.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelSpace);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Dimensions.Length);
}
