using System.Collections.Immutable;
using System.Text;

namespace MetricsSimulator.Metrics;

/// <summary>
/// The label sets of a metric: every combination of the values of its dimensions, or a part of them. Label sets are numbered from 0, with the last
/// dimension varying fastest; the number identifies a series.
/// </summary>
public sealed class LabelSpace : LabelSets, IEquatable<LabelSpace>
{
    /// <summary>The space with one label set that has no labels.</summary>
    public static readonly LabelSpace Empty = new([]);

    private readonly int[]? _numbers;

    /// <summary>Creates the product of the dimensions.</summary>
    /// <param name="dimensions">The dimensions, in the order in which a label set is written; names all different.</param>
    /// <exception cref="ArgumentException">Two dimensions share a name, or there are more than 2³¹ − 1 label sets.</exception>
    public LabelSpace(ImmutableArray<LabelDimension> dimensions)
    {
        Rule.Require(Violation(dimensions), "labels");
        Dimensions = dimensions;
        Count = (int)CountOf(dimensions);
        IsUniform = dimensions.All(dimension => dimension.IsUniform);
        Whole = this;
    }

    private LabelSpace(LabelSpace whole, int[] numbers)
    {
        _numbers = numbers;
        Dimensions = whole.Dimensions;
        Count = numbers.Length;
        IsUniform = whole.IsUniform;
        Whole = whole;
    }

    /// <summary>The labels with their values, in the order in which a label set is written.</summary>
    public ImmutableArray<LabelDimension> Dimensions { get; }

    /// <summary>The number of label sets: 1 or more; in a part, 0 or more.</summary>
    public override int Count { get; }

    /// <inheritdoc/>
    public override bool HaveLabels => !Dimensions.IsEmpty;

    /// <summary>The space of which this is a part; itself if it has every combination.</summary>
    public LabelSpace Whole { get; }

    /// <summary>Whether all label sets have the same share.</summary>
    public bool IsUniform { get; }

    /// <summary>The rule that dimensions break together; null if they break none.</summary>
    public static string? Violation(ImmutableArray<LabelDimension> dimensions)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var dimension in dimensions)
            if (!names.Add(dimension.Name)) return Rule.Broken("label names must differ", dimension.Name);
        return CountOf(dimensions) <= int.MaxValue ? null : Rule.Broken("must make at most 2147483647 label sets", CountOf(dimensions));
    }

    /// <summary>The number of combinations of values. Beyond 2⁵³ it is rounded.</summary>
    public static double CountOf(ImmutableArray<LabelDimension> dimensions)
    {
        var count = 1.0;
        foreach (var dimension in dimensions) count *= dimension.Count;
        return count;
    }

    /// <summary>The share of a label set: the product of the shares of its values.</summary>
    /// <param name="index">The number of the label set, from 0.</param>
    public double Share(int index)
    {
        index = NumberInWhole(index);
        var share = 1.0;
        for (var d = Dimensions.Length - 1; d >= 0; d--)
        {
            (index, var digit) = Math.DivRem(index, Dimensions[d].Count);
            share *= Dimensions[d].Share(digit);
        }

        return share;
    }

    /// <summary>Finds the value that a label set has in each dimension.</summary>
    /// <param name="index">The number of the label set, from 0.</param>
    /// <param name="digits">Filled with the number of one value for each dimension.</param>
    public void Digits(int index, Span<int> digits)
    {
        index = NumberInWhole(index);
        for (var d = Dimensions.Length - 1; d >= 0; d--)
            (index, digits[d]) = Math.DivRem(index, Dimensions[d].Count);
    }

    /// <summary>Finds a label set by its values.</summary>
    /// <param name="digits">The number of a value for each dimension; see <see cref="Digits"/>.</param>
    /// <returns>The number of the label set; −1 if this part does not have it.</returns>
    public int NumberOf(ReadOnlySpan<int> digits)
    {
        var number = 0;
        for (var d = 0; d < digits.Length; d++) number = number * Dimensions[d].Count + digits[d];
        return _numbers is null ? number : Math.Max(-1, Array.BinarySearch(_numbers, number));
    }

    /// <summary>Finds a label set by its labels, in any order.</summary>
    /// <returns>The number of the label set; −1 if there is none.</returns>
    public int IndexOf(IEnumerable<KeyValuePair<string, string>> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Span<int> digits = stackalloc int[Dimensions.Length];
        var found = 0;
        foreach (var (name, value) in labels)
        {
            var d = 0;
            while (d < digits.Length && Dimensions[d].Name != name) d++;
            if (d == digits.Length || (digits[d] = Dimensions[d].IndexOf(value)) < 0) return -1;
            found++;
        }

        return found == digits.Length ? NumberOf(digits) : -1;
    }

    /// <summary>The number of a label set in <see cref="Whole"/>.</summary>
    /// <param name="index">Its number here, from 0.</param>
    public int NumberInWhole(int index) => _numbers is null ? index : _numbers[index];

    /// <summary>The part with some of the label sets, which are numbered from 0; this space if they are all.</summary>
    /// <param name="numbers">Their numbers, ascending.</param>
    public LabelSpace Only(int[] numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        if (numbers.Length == Count) return this;
        return new LabelSpace(Whole, [.. numbers.Select(NumberInWhole)]);
    }

    /// <summary>The fewest ranges of <see cref="Whole"/> that contain exactly the label sets of a range, in order.</summary>
    /// <param name="range">The range.</param>
    public ImmutableArray<SeriesRange> RangesInWhole(SeriesRange range)
    {
        if (_numbers is null) return [range];
        var ranges = ImmutableArray.CreateBuilder<SeriesRange>();
        for (var i = range.First; i < range.First + range.Count; i++)
        {
            var number = _numbers[i];
            if (ranges.Count > 0 && ranges[^1] is var last && last.First + last.Count == number) ranges[^1] = last with { Count = last.Count + 1 };
            else ranges.Add(new SeriesRange(number, 1));
        }

        return ranges.DrainToImmutable();
    }

    /// <summary>The space with other values in the places of one label; the numbers of the label sets stay.</summary>
    /// <param name="index">The number of the dimension.</param>
    /// <param name="dimension">The label with as many values and the same shares.</param>
    internal LabelSpace WithDimension(int index, LabelDimension dimension)
    {
        var whole = new LabelSpace(Dimensions.SetItem(index, dimension));
        return _numbers is null ? whole : new LabelSpace(whole, _numbers);
    }

    /// <summary>The label sets of a range whose values differ from those in a space with the same places. They are counted from the first of the range, ascending.</summary>
    /// <param name="before">The other space, from which this one was made by <see cref="WithDimension"/>.</param>
    /// <param name="range">The range.</param>
    internal int[] LabelSetsOtherThanIn(LabelSpace before, SeriesRange range)
    {
        int[] others = [];
        for (var d = 0; d < Dimensions.Length; d++)
        {
            int[] places = [.. Dimensions[d].PlacesOtherThanIn(before.Dimensions[d])];
            if (places.Length == 0) continue;
            var found = LabelSetsWith(d, places, range);
            others = others.Length == 0 ? found : [.. others.Union(found).Order()];
        }

        return others;
    }

    /// <summary>The label sets of a range that have one of some values of a label. They are counted from the first of the range, ascending.</summary>
    /// <param name="index">The number of the dimension.</param>
    /// <param name="values">The numbers of the values, all different.</param>
    /// <param name="range">The range.</param>
    internal int[] LabelSetsWith(int index, ReadOnlySpan<int> values, SeriesRange range)
    {
        // In the whole, the label sets with one value come in blocks, as long as the product of the dimensions behind it.
        var length = 1;
        for (var d = index + 1; d < Dimensions.Length; d++) length *= Dimensions[d].Count;
        var period = length * Dimensions[index].Count;
        var whole = Whole.Count;
        var found = new List<int>();
        foreach (var value in values)
        {
            for (var first = value * length; first < whole; first += period)
            {
                for (var number = first; number < first + length; number++)
                {
                    var place = _numbers is null ? number : Array.BinarySearch(_numbers, number);
                    if (place >= range.First && place < range.First + range.Count) found.Add(place - range.First);
                }
            }
        }

        found.Sort();
        return [.. found];
    }

    /// <summary>The space with further labels, written after its own and equal for all label sets.</summary>
    /// <param name="constants">The further labels, each with one value, so that the numbers of label sets stay the same.</param>
    /// <exception cref="ArgumentException">A label has one of these names already.</exception>
    public override LabelSpace With(ImmutableArray<LabelDimension> constants)
    {
        if (constants.IsDefaultOrEmpty) return this;
        var whole = new LabelSpace(Dimensions.AddRange(constants));
        return _numbers is null ? whole : new LabelSpace(whole, _numbers);
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> LabelsOf(int index)
    {
        var digits = new int[Dimensions.Length];
        Digits(index, digits);
        return Dimensions.Select((dimension, d) => KeyValuePair.Create(dimension.Name, dimension.Value(digits[d])));
    }

    /// <summary>A label set as an exposition writes it: <c>{model="…",token_type="…"}</c>; empty if there are no labels.</summary>
    /// <param name="index">The number of the label set, from 0.</param>
    public override string Format(int index)
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
    public bool Equals(LabelSpace? other) =>
        ReferenceEquals(this, other) || (other is not null && Count == other.Count && Dimensions.AsSpan().SequenceEqual(other.Dimensions.AsSpan())
            && _numbers.AsSpan().SequenceEqual(other._numbers));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelSpace);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Dimensions.Length);
}
