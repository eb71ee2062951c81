using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>
/// Finds label sets of one space in another, in which the order of labels and of values may differ. It compares only the values of each
/// label, so that it can translate millions of label sets without making text of them.
/// </summary>
internal sealed class LabelTranslation
{
    private readonly LabelSpace _from;
    private readonly LabelSpace _to;
    private readonly (int Dimension, int[] Values)[] _translated;
    private readonly int[] _digits;
    private readonly int[] _toDigits;

    private LabelTranslation(LabelSpace from, LabelSpace to, (int Dimension, int[] Values)[] translated)
    {
        _from = from;
        _to = to;
        _translated = translated;
        _digits = new int[translated.Length];
        _toDigits = new int[translated.Length];
    }

    /// <summary>Compares the labels of two spaces.</summary>
    /// <param name="from">The space of the label sets to find.</param>
    /// <param name="to">The space to search.</param>
    /// <returns>Null if no label set is in both: the labels differ, or the values of a label have nothing in common.</returns>
    public static LabelTranslation? Between(LabelSpace from, LabelSpace to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (from.Dimensions.Length != to.Dimensions.Length) return null;
        var same = from.Dimensions.Select(dimension => IndexOf(to.Dimensions, dimension.Name)).ToArray();
        for (var d = 0; d < same.Length; d++)
            if (same[d] < 0 || !HaveCommonValue(from.Dimensions[d], to.Dimensions[same[d]])) return null;
        return new LabelTranslation(from, to, [.. same.Select((e, d) => (e, TranslateValues(from.Dimensions[d], to.Dimensions[e])))]);
    }

    /// <summary>Finds a label set. One thread at a time.</summary>
    /// <param name="number">Its number in the first space.</param>
    /// <returns>Its number in the second space; −1 if it is not there.</returns>
    public int NumberOf(int number)
    {
        _from.Digits(number, _digits);
        for (var d = 0; d < _digits.Length; d++)
        {
            var (dimension, values) = _translated[d];
            if (values[_digits[d]] is >= 0 and var value) _toDigits[dimension] = value;
            else return -1;
        }

        return _to.NumberOf(_toDigits);
    }

    private static int IndexOf(ImmutableArray<LabelDimension> dimensions, string name)
    {
        for (var d = 0; d < dimensions.Length; d++)
            if (dimensions[d].Name == name) return d;
        return -1;
    }

    private static bool HaveCommonValue(LabelDimension one, LabelDimension other)
    {
        if (ReferenceEquals(one, other)) return true;
        var (fewer, more) = one.Count <= other.Count ? (one, other) : (other, one);
        for (var i = 0; i < fewer.Count; i++)
            if (more.IndexOf(fewer.Value(i)) >= 0) return true;
        return false;
    }

    /// <summary>For each value of a label, its number in the other dimension; −1 if that does not have it.</summary>
    private static int[] TranslateValues(LabelDimension from, LabelDimension to)
    {
        var values = new int[from.Count];
        if (ReferenceEquals(from, to))
        {
            for (var i = 0; i < values.Length; i++) values[i] = i;
        }
        else if (from.Count <= to.Count)
        {
            for (var i = 0; i < values.Length; i++) values[i] = to.IndexOf(from.Value(i));
        }
        else
        {
            Array.Fill(values, -1);
            for (var i = 0; i < to.Count; i++)
                if (from.IndexOf(to.Value(i)) is >= 0 and var index) values[index] = i;
        }

        return values;
    }
}
