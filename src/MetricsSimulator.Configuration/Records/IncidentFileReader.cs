using System.Globalization;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Records;

/// <summary>Reads files of known incidents: what <c>truth</c> writes in any of its formats, and lists with start, end and kind that people write. Thread-safe.</summary>
public static class IncidentFileReader
{
    private const string Meaning = "Each incident needs start, end and kind, as in what 'truth --format incidents' writes.";

    /// <summary>Reads a file. A file without incidents is an error.</summary>
    /// <param name="path">The file, or <c>-</c> for standard input. Errors name it as it is given here.</param>
    public static RecordFileResult<IncidentRecord> ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var errors = new ErrorList();
        return Read(RecordFile.Read(path, errors, out _), path, errors);
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="content">The text in UTF-8.</param>
    /// <param name="file">The name of the file in errors.</param>
    public static RecordFileResult<IncidentRecord> Read(ReadOnlySpan<byte> content, string file)
    {
        var errors = new ErrorList();
        return Read(RecordFile.Read(content, file, errors, out _), file, errors);
    }

    private static RecordFileResult<IncidentRecord> Read(List<FileRecord> records, string file, ErrorList errors)
    {
        var incidents = new Dictionary<string, IncidentRecord>(StringComparer.Ordinal);
        if (records.Count == 0 && errors.Count == 0) errors.Add(Place.Whole(file), "", "has no incidents", Meaning);
        foreach (var record in records)
        {
            if (Read(record, incidents.Count + 1) is not { } incident) continue;
            // What touches several sessions of a workload has a line for each in comma-separated values.
            if (!incidents.TryAdd(incident.Id, incident) && incidents[incident.Id] is var known && (known.Start, known.End) != (incident.Start, incident.End))
                record.Report($"the incident {incident.Id} is given twice, with other times");
        }

        return errors.Count > 0 ? new RecordFileResult<IncidentRecord>([], errors.ToSorted()) : new RecordFileResult<IncidentRecord>([.. incidents.Values], []);
    }

    private static IncidentRecord? Read(FileRecord record, int number)
    {
        var hasTimes = record.RequiredTextOf("start").Length > 0 & record.RequiredTextOf("end").Length > 0;
        var kind = record.TextOf("kind", "labels.kind") ?? record.RequiredTextOf("kind");
        var (start, end) = (record.InstantOf("start"), record.InstantOf("end"));
        var labels = record.LabelsBut("labels.kind", "labels.metric", "labels.effect", "labels.developers", "labels.sessions", "labels.resets");
        if (!hasTimes || start is null || end is null || kind.Length == 0) return null;
        if (end < start)
        {
            record.Report($"end must not lie before start, got {record.TextOf("end")}");
            return null;
        }

        return new IncidentRecord(record.TextOf("id") ?? string.Create(CultureInfo.InvariantCulture, $"incident {number}"), kind, start.Value, end.Value)
        {
            Metrics = [.. ((string?[])[record.TextOf("metric", "labels.metric"), record.TextOf("name")]).OfType<string>().Distinct(StringComparer.Ordinal)],
            Labels = labels,
            HasEffect = record.TextOf("effect", "labels.effect") != "none",
        };
    }
}
