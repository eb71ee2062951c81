using System.Globalization;
using System.Text;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Records;

/// <summary>Reads records from comma-separated values with a header line, as in RFC 4180. For one text.</summary>
/// <param name="text">The text.</param>
/// <param name="file">The name of the file in errors.</param>
/// <param name="errors">The destination of errors.</param>
internal sealed class CsvRecords(string text, string file, ErrorList errors)
{
    private int _next;
    private int _line = 1;

    /// <summary>Whether a text looks like it: it begins with a name, and its first line has no colon, as one of YAML has.</summary>
    public static bool Are(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny('\r', '\n');
        var first = (end < 0 ? text : text[..end]).Trim();
        return first.Length > 0 && (char.IsAsciiLetter(first[0]) || first[0] == '"') && !first.Contains(':');
    }

    /// <summary>The records. An empty cell is no field.</summary>
    /// <param name="columns">The names in the header.</param>
    public List<FileRecord> Read(out IReadOnlyList<string> columns)
    {
        var header = NextRow(out var isRight);
        columns = header.ConvertAll(cell => cell.Trim());
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (column.Length == 0 || column.EndsWith('.')) errors.Add(new Place(file, 1, 1), "", $"a column of the header must have a name, got '{column}'");
            else if (!named.Add(column)) errors.Add(new Place(file, 1, 1), "", $"the column {column} is there twice");
        }

        var records = new List<FileRecord>();
        while (isRight && _next < text.Length)
        {
            var place = new Place(file, _line, 1);
            var cells = NextRow(out isRight);
            if (cells is [""]) continue;
            if (isRight && cells.Count != columns.Count)
            {
                errors.Add(place, "", string.Create(CultureInfo.InvariantCulture, $"has {cells.Count} cells, and the header has {columns.Count}"));
                continue;
            }

            var record = new FileRecord(place, errors);
            for (var i = 0; i < cells.Count && i < columns.Count; i++)
                if (cells[i].Length > 0) record.Add(columns[i], cells[i], place);
            records.Add(record);
        }

        return records;
    }

    private List<string> NextRow(out bool isRight)
    {
        var cells = new List<string>();
        isRight = true;
        while (true)
        {
            cells.Add(_next < text.Length && text[_next] == '"' ? Quoted(ref isRight) : Plain());
            if (_next < text.Length && text[_next] == ',')
            {
                _next++;
                continue;
            }

            if (_next < text.Length && text[_next] == '\r') _next++;
            if (_next < text.Length && text[_next] == '\n') _next++;
            _line++;
            return cells;
        }
    }

    private string Plain()
    {
        var length = text.AsSpan(_next).IndexOfAny(',', '\r', '\n');
        var cell = length < 0 ? text[_next..] : text.Substring(_next, length);
        _next += cell.Length;
        return cell.Trim();
    }

    private string Quoted(ref bool isRight)
    {
        var place = new Place(file, _line, 1);
        var cell = new StringBuilder();
        while (++_next < text.Length)
        {
            if (text[_next] == '\n') _line++;
            if (text[_next] != '"') cell.Append(text[_next]);
            else if (_next + 1 < text.Length && text[_next + 1] == '"') cell.Append(text[_next++]);
            else break;
        }

        isRight = ++_next <= text.Length && (_next == text.Length || text[_next] is ',' or '\r' or '\n');
        if (!isRight) errors.Add(place, "", "a cell in quotes must end with a quote, before a comma or the end of the line. Write a quote inside it twice");
        return cell.ToString();
    }
}
