using MetricsSimulator.Formats.Binary;
using MetricsSimulator.Formats.Series;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>
/// Writes the index of a block: its symbols, its series with their chunks, the postings of each label, and the table of contents. Series without
/// chunks are left out.
/// </summary>
/// <remarks>
/// Sources: prometheus/prometheus, tsdb/docs/format/index.md and tsdb/index/index.go. The sections on label indices, which no reader has used
/// since version 2.20, are empty; their places are written anyway, because some readers find the end of the postings there.
/// </remarks>
internal static class IndexFile
{
    private const uint Magic = 0xBAAAD700;
    private const byte Version = 2;
    private const int SeriesAlignment = 16;

    /// <summary>Writes an index.</summary>
    /// <param name="path">The file, which does not exist yet.</param>
    /// <param name="table">The series.</param>
    /// <param name="entries">The chunks of the series, layout by layout.</param>
    /// <returns>The number of series that have chunks, and the number of bytes of the file.</returns>
    public static (int Series, long Length) Write(string path, SeriesTable table, ChunkEntries[] entries)
    {
        var present = Present(table, entries);
        var symbols = Renumber(table, present);
        using var output = new IndexOutput(File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write));
        output.PutUInt32(Magic);
        output.Put([Version]);

        var symbolsAt = output.Position;
        WriteSymbols(output, table, symbols);
        var seriesAt = output.Position;
        var postings = new Postings(table, present);
        WriteSeries(output, table, entries, present, symbols, postings);
        var postingsAt = output.Position;
        postings.WriteLists(output);
        var labelTableAt = output.Position;
        output.BeginSection();
        output.PutUInt32(0);
        output.EndSection();
        var postingsTableAt = output.Position;
        postings.WriteTable(output);

        output.BeginChecksum();
        foreach (var place in (long[])[symbolsAt, seriesAt, postingsAt, labelTableAt, postingsAt, postingsTableAt]) output.PutUInt64((ulong)place);
        output.PutChecksum();
        output.Finish();
        return (present.Length, output.Position);
    }

    private static int[] Present(SeriesTable table, ChunkEntries[] entries)
    {
        var has = new bool[table.Count];
        for (var i = 0; i < entries.Length; i++)
            for (var series = 0; series < entries[i].SeriesCount; series++)
                has[table.FirstOf[i] + series] = entries[i].CountOf(series) > 0;
        var present = new List<int>(table.Count);
        foreach (var series in table.Order)
            if (has[series]) present.Add(series);
        return [.. present];
    }

    /// <summary>The number of each symbol in this index; −1 if no series needs it.</summary>
    private static int[] Renumber(SeriesTable table, int[] present)
    {
        var numbers = new int[table.Symbols.Length];
        Array.Fill(numbers, -1);
        numbers[0] = 0;
        foreach (var series in present)
            foreach (var symbol in table.PairsOf(series)) numbers[symbol] = 0;
        var next = 0;
        for (var i = 0; i < numbers.Length; i++)
            if (numbers[i] == 0) numbers[i] = next++;
        return numbers;
    }

    private static void WriteSymbols(IndexOutput output, SeriesTable table, int[] numbers)
    {
        output.BeginSection();
        output.PutUInt32((uint)numbers.Count(number => number >= 0));
        for (var i = 0; i < numbers.Length; i++)
            if (numbers[i] >= 0) output.PutText(table.Symbols[i]);
        output.EndSection();
    }

    private static void WriteSeries(
        IndexOutput output, SeriesTable table, ChunkEntries[] entries, int[] present, int[] symbols, Postings postings)
    {
        var buffer = new byte[1 << 10];
        foreach (var series in present)
        {
            output.Align(SeriesAlignment);
            postings.Add(series, checked((uint)(output.Position / SeriesAlignment)));
            var pairs = table.PairsOf(series);
            var layout = LayoutOf(table, series);
            var labelsLength = 0;
            if (buffer.Length < (pairs.Length + 1) * Varint.MaximumLength) buffer = new byte[(pairs.Length + 1) * Varint.MaximumLength];
            labelsLength += Varint.Write(buffer, (ulong)pairs.Length / 2);
            foreach (var symbol in pairs) labelsLength += Varint.Write(buffer.AsSpan(labelsLength), (ulong)symbols[symbol]);
            var number = series - table.FirstOf[layout];
            output.PutUvarint((ulong)(labelsLength + entries[layout].LengthOf(number)));
            output.BeginChecksum();
            output.Put(buffer.AsSpan(0, labelsLength));
            entries[layout].WriteTo(output, number);
            output.PutChecksum();
        }
    }

    private static int LayoutOf(SeriesTable table, int series)
    {
        var found = Array.BinarySearch(table.FirstOf, series);
        if (found < 0) found = ~found - 1;
        // Layouts without series begin where the next one does.
        while (table.FirstOf[found + 1] == series) found++;
        return found;
    }
}
