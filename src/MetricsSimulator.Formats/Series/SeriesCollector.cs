using System.Text;
using MetricsSimulator.Formats.Numbers;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Series;

/// <summary>Gathers series and the symbols of their labels for a <see cref="SeriesTable"/>. Not thread-safe.</summary>
internal sealed class SeriesCollector
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<string> _symbols = [""];
    private readonly Dictionary<LabelDimension, int[]> _dimensions = new(ReferenceEqualityComparer.Instance);
    private readonly List<int> _starts = [0];
    private readonly List<int> _pairs = [];

    /// <summary>The number of series so far.</summary>
    public int Count => _starts.Count - 1;

    /// <summary>Adds the series of a layout.</summary>
    public void Add(Layout layout)
    {
        foreach (var family in layout.Families) Add(family);
    }

    /// <summary>Puts the symbols into their order.</summary>
    /// <returns>The symbols; where the labels of each series begin; the labels of all series.</returns>
    public (byte[][] Symbols, int[] Starts, int[] Pairs) Finish()
    {
        var bytes = _symbols.Select(Encoding.UTF8.GetBytes).ToArray();
        var order = Enumerable.Range(0, bytes.Length).ToArray();
        Array.Sort(order, (a, b) => bytes[a].AsSpan().SequenceCompareTo(bytes[b]));
        var ranks = new int[order.Length];
        for (var i = 0; i < order.Length; i++) ranks[order[i]] = i;
        return ([.. order.Select(i => bytes[i])], [.. _starts], [.. _pairs.Select(symbol => ranks[symbol])]);
    }

    private void Add(MetricFamily family)
    {
        var dimensions = family.Labels.Dimensions;
        var values = dimensions.Select(ValuesOf).ToArray();
        // Where the name and the bound stand among the labels is the same for all label sets.
        var labels = family.Series.Select(series => OrderOf(family, series)).ToArray();
        var digits = new int[dimensions.Length];
        foreach (var labelSet in family.LabelSets)
        {
            family.Labels.Digits(labelSet.Number, digits);
            foreach (var series in labels)
            {
                foreach (var (name, dimension, value) in series)
                {
                    _pairs.Add(name);
                    _pairs.Add(dimension < 0 ? value : values[dimension][digits[dimension]]);
                }

                _starts.Add(_pairs.Count);
            }
        }
    }

    private (int Name, int Dimension, int Value)[] OrderOf(MetricFamily family, FamilySeries series)
    {
        var labels = family.Labels.Dimensions.Select((dimension, i) => (dimension.Name, Dimension: i, Value: 0))
            .Append(("__name__", -1, Number(family.Name + series.Suffix)));
        if (series.Label is { } label) labels = labels.Append((label.Name, -1, Number(GoFloat.SpellOpenMetrics(label.Number))));
        return [.. labels.OrderBy(label => label.Item1, StringComparer.Ordinal).Select(label => (Number(label.Item1), label.Item2, label.Item3))];
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
        _symbols.Add(symbol);
        return _numbers[symbol] = _symbols.Count - 1;
    }
}
