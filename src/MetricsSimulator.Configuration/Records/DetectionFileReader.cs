using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Records;

/// <summary>Reads files with what a detector found: instants or intervals, as JSON or comma-separated values. Thread-safe.</summary>
public static class DetectionFileReader
{
    /// <summary>The name of a detector that the file does not name.</summary>
    public const string Unnamed = "detector";

    /// <summary>Reads a file. One without records is a detector that never finds anything.</summary>
    /// <param name="path">The file, or <c>-</c> for standard input. Errors name it as it is given here.</param>
    /// <param name="hasTwin">Whether the file says of each record whether it is about the clean twin.</param>
    public static RecordFileResult<DetectionRecord> ReadFile(string path, out bool hasTwin)
    {
        ArgumentNullException.ThrowIfNull(path);
        var errors = new ErrorList();
        return Read(RecordFile.Read(path, errors, out var columns), columns, errors, out hasTwin);
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="content">The text in UTF-8.</param>
    /// <param name="file">The name of the file in errors.</param>
    /// <param name="hasTwin">Whether the file says of each record whether it is about the clean twin.</param>
    public static RecordFileResult<DetectionRecord> Read(ReadOnlySpan<byte> content, string file, out bool hasTwin)
    {
        var errors = new ErrorList();
        return Read(RecordFile.Read(content, file, errors, out var columns), columns, errors, out hasTwin);
    }

    private static RecordFileResult<DetectionRecord> Read(List<FileRecord> records, IReadOnlyList<string> columns, ErrorList errors, out bool hasTwin)
    {
        var detections = ImmutableArray.CreateBuilder<DetectionRecord>(records.Count);
        foreach (var record in records)
            if (Read(record) is { } detection) detections.Add(detection);
        // A column may be there, and nothing found on the twin.
        hasTwin = columns.Contains("twin", StringComparer.Ordinal) || detections.Any(detection => detection.IsOnTwin is not null);
        return errors.Count > 0 ? new RecordFileResult<DetectionRecord>([], errors.ToSorted()) : new RecordFileResult<DetectionRecord>(detections.ToImmutable(), []);
    }

    private static DetectionRecord? Read(FileRecord record)
    {
        var hasStart = record.TextOf("start", "time") is not null || record.RequiredTextOf("start").Length > 0;
        var (start, end) = (record.InstantOf("start", "time"), record.InstantOf("end"));
        var twin = record.TextOf("twin");
        if (twin is not (null or "true" or "false")) record.Report($"twin must be true or false, got '{twin}'");
        var labels = record.LabelsBut();
        if (!hasStart || start is null || (end is null && record.TextOf("end") is not null)) return null;
        if (end >= start || end is null) return new DetectionRecord(record.TextOf("detector") ?? Unnamed, start.Value, end ?? start.Value, labels, twin is null ? null : twin == "true");
        record.Report($"end must not lie before start, got {record.TextOf("end")}");
        return null;
    }
}
