using MetricsSimulator.Formats.Series;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>
/// For each label, name and value, the series that have it; for the empty label, all series. Not thread-safe.
/// </summary>
internal sealed class Postings
{
    private const int Alignment = 4;

    private readonly SeriesTable _table;
    private readonly uint[] _all;
    private readonly Dictionary<(int Name, int Value), int> _lists = [];
    private readonly (int Name, int Value)[] _labels;
    private readonly uint[] _references;
    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly long[] _places;
    private int _count;

    /// <summary>Counts the series of each label.</summary>
    /// <param name="table">The series.</param>
    /// <param name="present">The series that are in the index.</param>
    public Postings(SeriesTable table, int[] present)
    {
        _table = table;
        _all = new uint[present.Length];
        var counts = new List<int>();
        foreach (var series in present)
        {
            var pairs = table.PairsOf(series);
            for (var i = 0; i < pairs.Length; i += 2)
            {
                if (!_lists.TryGetValue((pairs[i], pairs[i + 1]), out var list))
                {
                    _lists.Add((pairs[i], pairs[i + 1]), list = counts.Count);
                    counts.Add(0);
                }

                counts[list]++;
            }
        }

        _labels = [.. _lists.Keys];
        Array.Sort(_labels);
        _starts = new int[counts.Count];
        _places = new long[counts.Count + 1];
        var sum = 0;
        for (var list = 0; list < counts.Count; list++) (_starts[list], sum) = (sum, checked(sum + counts[list]));
        _ends = [.. _starts];
        _references = new uint[sum];
    }

    /// <summary>Adds a series to the lists of its labels. Series come in the order of the index.</summary>
    /// <param name="series">The series.</param>
    /// <param name="reference">Its reference in the index.</param>
    public void Add(int series, uint reference)
    {
        _all[_count++] = reference;
        var pairs = _table.PairsOf(series);
        for (var i = 0; i < pairs.Length; i += 2) _references[_ends[_lists[(pairs[i], pairs[i + 1])]]++] = reference;
    }

    /// <summary>Writes the lists.</summary>
    public void WriteLists(IndexOutput output)
    {
        _places[^1] = WriteList(output, _all);
        foreach (var label in _labels)
        {
            var list = _lists[label];
            _places[list] = WriteList(output, _references.AsSpan(_starts[list].._ends[list]));
        }
    }

    /// <summary>Writes the place of each label's list.</summary>
    public void WriteTable(IndexOutput output)
    {
        output.BeginSection();
        output.PutUInt32((uint)_labels.Length + 1);
        WriteEntry(output, default, default, _places[^1]);
        foreach (var label in _labels) WriteEntry(output, _table.Symbols[label.Name], _table.Symbols[label.Value], _places[_lists[label]]);
        output.EndSection();
    }

    private static long WriteList(IndexOutput output, ReadOnlySpan<uint> references)
    {
        output.Align(Alignment);
        var place = output.Position;
        output.BeginSection(sizeof(uint) * ((uint)references.Length + 1));
        output.PutUInt32((uint)references.Length);
        foreach (var reference in references) output.PutUInt32(reference);
        output.EndSection();
        return place;
    }

    private static void WriteEntry(IndexOutput output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, long place)
    {
        output.Put([2]);
        output.PutText(name);
        output.PutText(value);
        output.PutUvarint((ulong)place);
    }
}
