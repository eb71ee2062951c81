using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>
/// Steps through label sets in order and keeps the attributes of the current one as OTLP writes them. Most steps change only the last label, so what precedes a changed
/// label is not written again. Reusable.
/// </summary>
internal abstract class LabelAttributes
{
    private byte[] _bytes = new byte[256];
    private LabelSpace _space = LabelSpace.Empty;
    private LabelList? _list;
    private int[] _digits = [];
    private int[] _nextDigits = [];
    private int[] _ends = [];
    private int _count;
    private int _index;
    private int _length;

    /// <summary>The attributes of the current label set, one after another; empty if it has no labels.</summary>
    public ReadOnlySpan<byte> Current => _bytes.AsSpan(0, _length);

    /// <summary>Whether they belong to a point of a histogram.</summary>
    protected bool IsOfHistogram { get; private set; }

    /// <summary>Goes to a label set.</summary>
    /// <param name="labels">The label sets.</param>
    /// <param name="index">The number of the label set.</param>
    /// <param name="isOfHistogram">Whether the points are those of a histogram.</param>
    public void Start(LabelSets labels, int index, bool isOfHistogram)
    {
        IsOfHistogram = isOfHistogram;
        _list = labels as LabelList;
        _index = index;
        if (labels is not LabelSpace space)
        {
            RewriteListed();
            return;
        }

        _space = space;
        _count = space.Dimensions.Length;
        if (_digits.Length < _count) (_digits, _nextDigits, _ends) = (new int[_count], new int[_count], new int[_count]);
        if (index < space.Count) space.Digits(index, _digits.AsSpan(0, _count));
        Rewrite(0);
    }

    /// <summary>Goes to the next label set; after the last, to none in particular.</summary>
    public void MoveNext()
    {
        _index++;
        if (_list is not null) RewriteListed();
        else if (!ReferenceEquals(_space, _space.Whole)) MoveNextOfPart();
        else
        {
            var d = _count - 1;
            while (d >= 0 && ++_digits[d] == _space.Dimensions[d].Count) _digits[d--] = 0;
            Rewrite(Math.Max(0, d));
        }
    }

    /// <summary>The most bytes of an attribute beside those of its name and of its value, which may need six times as many as in a label.</summary>
    protected const int MostBeside = 64;

    /// <summary>Writes an attribute.</summary>
    /// <param name="name">The name of the label.</param>
    /// <param name="value">The value of the label, escaped as text 0.0.4 requires.</param>
    /// <param name="destination">Large enough.</param>
    /// <returns>The number of bytes.</returns>
    protected abstract int Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, Span<byte> destination);

    private void MoveNextOfPart()
    {
        if (_index >= _space.Count) return;
        var digits = _digits.AsSpan(0, _count);
        var next = _nextDigits.AsSpan(0, _count);
        _space.Digits(_index, next);
        var from = digits.CommonPrefixLength(next);
        next.CopyTo(digits);
        Rewrite(from);
    }

    private void Rewrite(int from)
    {
        _length = from == 0 ? 0 : _ends[from - 1];
        for (var d = from; d < _count; d++)
        {
            var dimension = _space.Dimensions[d];
            var pair = dimension.Pair(_digits[d]);
            var name = dimension.Name.Length;
            Append(pair[..name], pair[(name + 2)..^1]);
            _ends[d] = _length;
        }
    }

    private void RewriteListed()
    {
        _length = 0;
        if (_index >= _list!.Count) return;
        for (var pairs = _list.LabelSets[_index].Pairs; !pairs.IsEmpty;)
        {
            var name = pairs.IndexOf((byte)'=');
            var end = name + 2;
            while (pairs[end] != '"') end += pairs[end] == '\\' ? 2 : 1;
            Append(pairs[..name], pairs[(name + 2)..end]);
            pairs = pairs[Math.Min(pairs.Length, end + 2)..];
        }
    }

    private void Append(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var most = MostBeside + name.Length + 6 * value.Length;
        if (_bytes.Length - _length < most) Array.Resize(ref _bytes, 2 * (_length + most));
        _length += Write(name, value, _bytes.AsSpan(_length));
    }
}
