using System.Text;
using MetricsSimulator.Formats.Numbers;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Series;

/// <summary>
/// The labels of series. The names and values of labels are symbols, and a label is a pair of numbers of symbols. Series are numbered as they are added: in the
/// order of families and of their label sets, and within a label set in the order of <see cref="MetricFamily.Series"/>. Not thread-safe while series are added.
/// </summary>
internal sealed class SeriesNames
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<byte[]> _symbols = [[]];
    private readonly Dictionary<LabelDimension, int[]> _dimensions = new(ReferenceEqualityComparer.Instance);
    private int[] _starts = new int[16];
    private int[] _pairs = new int[64];
    private int _length;

    /// <summary>The number of series so far.</summary>
    public int Count { get; private set; }

    /// <summary>The symbols so far, in UTF-8; the first is empty.</summary>
    public IReadOnlyList<byte[]> Symbols => _symbols;

    /// <summary>The labels of a series, ordered by their names: for each, the numbers of its two symbols, name and value.</summary>
    public ReadOnlySpan<int> PairsOf(int series) => _pairs.AsSpan(_starts[series], _starts[series + 1] - _starts[series]);

    /// <summary>A text that is the same for two series if and only if they have the same labels.</summary>
    public string TextOf(int series)
    {
        var text = new StringBuilder();
        foreach (var symbol in PairsOf(series)) text.Append(Encoding.UTF8.GetString(_symbols[symbol])).Append('\uFFFF');
        return text.ToString();
    }

    /// <summary>Adds the series of families.</summary>
    public void Add(IEnumerable<MetricFamily> families)
    {
        foreach (var family in families)
        {
            if (family.Labels is LabelSpace labels) AddSpace(family, labels);
            else AddList(family);
        }
    }

    /// <summary>Adds a series.</summary>
    /// <param name="labels">Its labels, that of the name included, ordered by their names.</param>
    public void Add(IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        foreach (var (name, value) in labels) AddPair(Number(name), Number(value));
        EndSeries();
    }

    private void AddSpace(MetricFamily family, LabelSpace labels)
    {
        var dimensions = labels.Dimensions;
        var values = dimensions.Select(ValuesOf).ToArray();
        // Name and bound have the same place among the labels of every label set.
        var orders = family.Series.Select(series => OrderOf(family, series, dimensions.Select(dimension => dimension.Name))).ToArray();
        var digits = new int[dimensions.Length];
        foreach (var labelSet in family.LabelSets)
        {
            labels.Digits(labelSet.Number, digits);
            foreach (var order in orders)
            {
                foreach (var (name, own, value) in order) AddPair(name, own < 0 ? value : values[own][digits[own]]);
                EndSeries();
            }
        }
    }

    private void AddList(MetricFamily family)
    {
        foreach (var labelSet in family.LabelSets)
        {
            var labels = family.Labels.LabelsOf(labelSet.Number).ToArray();
            foreach (var series in family.Series)
            {
                foreach (var (name, own, value) in OrderOf(family, series, labels.Select(label => label.Key))) AddPair(name, own < 0 ? value : Number(labels[own].Value));
                EndSeries();
            }
        }
    }

    /// <summary>The labels of a series in their order. For each: the symbol of its name, and its index among the label set's own labels, or −1 and the symbol of its value.</summary>
    private (int Name, int Own, int Value)[] OrderOf(MetricFamily family, FamilySeries series, IEnumerable<string> names)
    {
        var labels = names.Select((name, i) => (Name: name, Own: i, Value: 0)).Append((Name: "__name__", Own: -1, Value: Number(family.Name + series.Suffix)));
        if (series.Label is { } label) labels = labels.Append((label.Name, -1, Number(GoFloat.SpellOpenMetrics(label.Number))));
        return [.. labels.OrderBy(label => label.Name, StringComparer.Ordinal).Select(label => (Number(label.Name), label.Own, label.Value))];
    }

    private int[] ValuesOf(LabelDimension dimension)
    {
        if (_dimensions.TryGetValue(dimension, out var known)) return known;
        var values = new int[dimension.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Number(dimension.Value(i));
        return _dimensions[dimension] = values;
    }

    private int Number(string symbol)
    {
        if (_numbers.TryGetValue(symbol, out var number)) return number;
        _symbols.Add(Encoding.UTF8.GetBytes(symbol));
        return _numbers[symbol] = _symbols.Count - 1;
    }

    private void AddPair(int name, int value)
    {
        if (_pairs.Length - _length < 2) Array.Resize(ref _pairs, 2 * _pairs.Length);
        (_pairs[_length], _pairs[_length + 1]) = (name, value);
        _length += 2;
    }

    private void EndSeries()
    {
        if (++Count == _starts.Length) Array.Resize(ref _starts, 2 * _starts.Length);
        _starts[Count] = _length;
    }
}
