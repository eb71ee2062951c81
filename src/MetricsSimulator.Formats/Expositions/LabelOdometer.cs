using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>
/// Steps through label sets in order and keeps the text of the current one: <c>name{a="x",b="y"</c> and the closing text. Most steps change only the last
/// pair, so the text before it is rewritten only if another pair changes. Reusable.
/// </summary>
/// <param name="doublesQuotes">Whether quotes inside the braces are written twice, as in a quoted field of CSV.</param>
internal sealed class LabelOdometer(bool doublesQuotes = false)
{
    private byte[] _text = new byte[256];
    private LabelSpace _labels = LabelSpace.Empty;
    private LabelList? _list;
    private LabelDimension[] _dimensions = [];
    private int[] _digits = [];
    private int[] _nextDigits = [];
    private int[] _starts = [];
    private byte[] _closing = [];
    private int _stemLength;
    private int _length;
    private int _count;
    private int _index;
    private bool _isPart;

    /// <summary>The text of the current label set, without braces if there are no labels. Each call builds it again.</summary>
    public ReadOnlySpan<byte> Text
    {
        get
        {
            _length = _stemLength;
            AppendPair(LastPair);
            Append(_closing);
            return _text.AsSpan(0, _length);
        }
    }

    /// <summary>The text of the current label set up to its last pair; if there are no labels, all of it without the closing text.</summary>
    public ReadOnlySpan<byte> Stem => _text.AsSpan(0, _stemLength);

    /// <summary>The last pair of the current label set, or all pairs if it is one of a list; empty if there are no labels.</summary>
    public ReadOnlySpan<byte> LastPair => _list is not null ? _list.LabelSets[_index].Pairs : _count == 0 ? default : _dimensions[_count - 1].Pair(_digits[_count - 1]);

    /// <summary>Goes to a label set.</summary>
    /// <param name="name">The text before the brace; may be empty.</param>
    /// <param name="closing">The text after the last pair, or after the name if there are no labels; may be empty.</param>
    /// <param name="labels">The label sets, at least one.</param>
    /// <param name="index">The number of the label set.</param>
    public void Start(byte[] name, byte[] closing, LabelSets labels, int index)
    {
        _list = labels as LabelList;
        _index = index;
        _closing = closing;
        _length = 0;
        Append(name);
        if (labels.HaveLabels) Append("{"u8);
        _stemLength = _length;
        if (labels is LabelSpace space) StartSpace(space);
    }

    /// <summary>Goes to the next label set; after the last, to the first.</summary>
    public void MoveNext()
    {
        if (_list is not null)
        {
            if (++_index == _list.Count) _index = 0;
            return;
        }

        var d = _count - 1;
        if (d < 0) return;
        if (_isPart)
        {
            MoveNextOfPart();
            return;
        }

        if (++_digits[d] < _dimensions[d].Count) return;
        while (true)
        {
            _digits[d] = 0;
            if (d == 0) break;
            d--;
            if (++_digits[d] < _dimensions[d].Count) break;
        }

        RewriteStem(d);
    }

    private void StartSpace(LabelSpace labels)
    {
        _count = labels.Dimensions.Length;
        if (_digits.Length < _count)
        {
            _dimensions = new LabelDimension[_count];
            _digits = new int[_count];
            _nextDigits = new int[_count];
            _starts = new int[_count];
        }

        _labels = labels;
        _isPart = !ReferenceEquals(labels, labels.Whole);
        labels.Dimensions.AsSpan().CopyTo(_dimensions);
        labels.Digits(_index, _digits.AsSpan(0, _count));
        if (_count > 0) _starts[0] = _length;
        RewriteStem(0);
    }

    private void MoveNextOfPart()
    {
        if (++_index == _labels.Count) _index = 0;
        var digits = _digits.AsSpan(0, _count);
        var next = _nextDigits.AsSpan(0, _count);
        _labels.Digits(_index, next);
        var from = digits.CommonPrefixLength(next);
        next.CopyTo(digits);
        RewriteStem(from);
    }

    private void RewriteStem(int from)
    {
        if (from >= _count - 1) return;
        _length = _starts[from];
        for (var d = from; d < _count - 1; d++)
        {
            AppendPair(_dimensions[d].Pair(_digits[d]));
            Append(","u8);
            _starts[d + 1] = _length;
        }

        _stemLength = _length;
    }

    private void AppendPair(ReadOnlySpan<byte> pair)
    {
        if (!doublesQuotes)
        {
            Append(pair);
            return;
        }

        // Copy byte by byte: the parts between quotes are too short for block copies to pay.
        MakeRoom(2 * pair.Length);
        var text = _text;
        var end = _length;
        foreach (var character in pair)
        {
            text[end++] = character;
            if (character == (byte)'"') text[end++] = character;
        }

        _length = end;
    }

    private void MakeRoom(int length)
    {
        if (length > _text.Length - _length) Array.Resize(ref _text, 2 * (_length + length));
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        MakeRoom(bytes.Length);
        bytes.CopyTo(_text.AsSpan(_length));
        _length += bytes.Length;
    }
}
