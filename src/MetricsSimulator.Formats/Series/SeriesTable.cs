using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Series;

/// <summary>
/// The series of layouts with their labels, in the form and order of an index. Series are numbered in the order of layouts, of families and
/// label sets, and within a label set in the order of <see cref="MetricFamily.Series"/>.
/// </summary>
/// <remarks>
/// A label is a pair of numbers of symbols, and symbols are numbered in their order. So comparing series by these numbers compares them as
/// Prometheus does: by name, value, next name. Source: prometheus/prometheus, model/labels/labels.go, Compare.
/// </remarks>
public sealed class SeriesTable
{
    private readonly byte[][] _symbols;
    private readonly int[] _starts;
    private readonly int[] _pairs;
    private readonly Lazy<int[]> _order;

    /// <summary>Names and orders the series of layouts.</summary>
    /// <param name="layouts">The layouts.</param>
    public SeriesTable(IReadOnlyList<Layout> layouts)
    {
        ArgumentNullException.ThrowIfNull(layouts);
        var names = new SeriesNames();
        FirstOf = new int[layouts.Count + 1];
        for (var i = 0; i < layouts.Count; i++)
        {
            names.Add(layouts[i].Families);
            FirstOf[i + 1] = names.Count;
        }

        (_symbols, _starts, _pairs) = Rank(names);
        // Only an index needs the order, and sorting takes longer than all the rest.
        _order = new Lazy<int[]>(Sort);
    }

    /// <summary>Orders series that belong to no family, as those of one layout.</summary>
    /// <param name="series">The labels of each series, that of the name included, ordered by their names. All series differ.</param>
    public SeriesTable(IEnumerable<IReadOnlyList<KeyValuePair<string, string>>> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var names = new SeriesNames();
        foreach (var labels in series) names.Add(labels);
        FirstOf = [0, names.Count];
        (_symbols, _starts, _pairs) = Rank(names);
        _order = new Lazy<int[]>(Sort);
    }

    /// <summary>The number of series.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>The number of the first series of each layout, and at the end the number of all series.</summary>
    internal int[] FirstOf { get; }

    /// <summary>The numbers of the series in the order of an index.</summary>
    internal ReadOnlySpan<int> Order => _order.Value;

    /// <summary>The names and values of labels, ascending by their bytes; the first is empty.</summary>
    internal ReadOnlySpan<byte[]> Symbols => _symbols;

    /// <summary>The labels of a series: for each, the numbers of its two symbols, name and value.</summary>
    internal ReadOnlySpan<int> PairsOf(int series) => _pairs.AsSpan(_starts[series].._starts[series + 1]);

    private static (byte[][] Symbols, int[] Starts, int[] Pairs) Rank(SeriesNames names)
    {
        byte[][] symbols = [.. names.Symbols];
        var order = Enumerable.Range(0, symbols.Length).ToArray();
        Array.Sort(order, (a, b) => symbols[a].AsSpan().SequenceCompareTo(symbols[b]));
        var ranks = new int[order.Length];
        for (var i = 0; i < order.Length; i++) ranks[order[i]] = i;
        var starts = new int[names.Count + 1];
        for (var series = 0; series < names.Count; series++) starts[series + 1] = starts[series] + names.PairsOf(series).Length;
        var pairs = new int[starts[^1]];
        for (var series = 0; series < names.Count; series++)
        {
            var own = names.PairsOf(series);
            for (var i = 0; i < own.Length; i++) pairs[starts[series] + i] = ranks[own[i]];
        }

        return ([.. order.Select(symbol => symbols[symbol])], starts, pairs);
    }

    private int[] Sort()
    {
        var order = new int[Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (a, b) => PairsOf(a).SequenceCompareTo(PairsOf(b)));
        return order;
    }
}
