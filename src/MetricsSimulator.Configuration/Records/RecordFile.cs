using System.Text;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Records;

/// <summary>Reads a file of records: JSON, JSON lines, a YAML list of maps, or comma-separated values with a header line.</summary>
internal static class RecordFile
{
    // A detector may have something to say at every scrape of some weeks.
    private const int MaximumBytes = 1 << 26;

    /// <summary>The records of a file; none if an error was added. A file without any characters has no records.</summary>
    /// <param name="path">The file, or <c>-</c> for standard input.</param>
    /// <param name="errors">The destination of errors.</param>
    /// <param name="columns">The names in the header of comma-separated values; empty for the other forms.</param>
    public static List<FileRecord> Read(string path, ErrorList errors, out IReadOnlyList<string> columns)
    {
        columns = [];
        if (FileContent.Read(path, errors, MaximumBytes) is not { } content) return [];
        if (path != FileContent.StandardInput || content.Length <= YamlDocument.MaximumBytes) return Read(content, path, errors, out columns);
        errors.Add(Place.Whole("standard input"), "", "has more than 1 MiB, the limit", "Write it to a file, which may have 64 MiB.");
        return [];
    }

    /// <summary>The records in the bytes of a file.</summary>
    public static List<FileRecord> Read(ReadOnlySpan<byte> content, string file, ErrorList errors, out IReadOnlyList<string> columns)
    {
        columns = [];
        if (content.Length > MaximumBytes)
        {
            errors.Add(Place.Whole(file), "", "the file has more than 64 MiB, the limit");
            return [];
        }

        if (content.StartsWith("\uFEFF"u8)) content = content[3..];
        if (!System.Text.Unicode.Utf8.IsValid(content))
        {
            errors.Add(Place.Whole(file), "", "the file is not UTF-8");
            return [];
        }

        var text = Encoding.UTF8.GetString(content);
        var begin = text.AsSpan().TrimStart();
        if (begin.IsEmpty) return [];
        if (JsonRecords.Are(begin)) return JsonRecords.Read(content, file, errors);
        return CsvRecords.Are(text) ? new CsvRecords(text, file, errors).Read(out columns) : ReadYaml(content, file, errors);
    }

    private static List<FileRecord> ReadYaml(ReadOnlySpan<byte> content, string file, ErrorList errors)
    {
        var records = new List<FileRecord>();
        if (YamlDocument.Read(content, file, errors) is not { } root) return records;
        foreach (var item in Cursor.Root(root, errors).EnterItems("a list, JSON, or comma-separated values with a header line"))
        {
            var record = new FileRecord(item.Node.Place, errors);
            records.Add(record);
            if (item.Node is not MapNode map)
            {
                item.ReportMismatch("a map with start and other keys");
                continue;
            }

            foreach (var entry in map.Entries)
            {
                if (entry.Value is ScalarNode { IsNull: false } scalar) record.Add(entry.Name, scalar.Text, entry.Place);
                if (entry.Value is not MapNode nested) continue;
                foreach (var below in nested.Entries)
                    if (below.Value is ScalarNode { IsNull: false } value) record.Add($"{entry.Name}.{below.Name}", value.Text, below.Place);
            }
        }

        return records;
    }
}
