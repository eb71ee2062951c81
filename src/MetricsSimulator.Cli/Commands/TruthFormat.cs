using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Commands;

/// <summary>A form in which anomalies are printed.</summary>
/// <param name="Name">The value of <c>--format</c> that chooses it.</param>
/// <param name="Print">Prints anomalies.</param>
internal sealed record TruthFormat(string Name, Action<ProgramContext, IEnumerable<RecordedAnomaly>> Print)
{
    private static readonly string[] s_columns = ["start", "end", "kind", "target", "magnitude", "effect"];
    private static readonly string[] s_sessionColumns = ["developer", "session_id", "first", "last"];

    /// <summary>A table for people. It counts the sessions that an anomaly touches, and does not name them.</summary>
    public static readonly TruthFormat Table = new("table", (context, anomalies) =>
    {
        RecordedAnomaly[] all = [.. anomalies];
        OutputTable.Write(context, s_columns, all.Select(TableCells));
        if (Array.Exists(all, recorded => !recorded.Touched.IsDefaultOrEmpty)) context.Error.WriteLine("The formats json and csv name the sessions, each with the span in which it differs.");
    });

    /// <summary>JSON, with one object on each line.</summary>
    public static readonly TruthFormat Json = new("json", (context, anomalies) =>
    {
        foreach (var recorded in anomalies)
        {
            if (context.Stop.IsCancellationRequested) return;
            context.Out.Write(JsonText.Of(json => AnomalyRecord.Write(json, recorded)) + "\n");
        }
    });

    /// <summary>
    /// Comma-separated values with a header line, as in RFC 4180. An anomaly that touches sessions of a workload has a line for each; every other anomaly has one line.
    /// </summary>
    public static readonly TruthFormat Csv = new("csv", (context, anomalies) =>
    {
        context.Out.Write(Line(["id", "name", .. s_columns, .. s_sessionColumns]));
        foreach (var recorded in anomalies)
        {
            if (context.Stop.IsCancellationRequested) return;
            string[] cells = [recorded.Anomaly.Id, recorded.Name ?? "", .. Cells(recorded)];
            if (recorded.Touched.IsDefaultOrEmpty) context.Out.Write(Line([.. cells, .. s_sessionColumns.Select(_ => "")]));
            else foreach (var touched in recorded.Touched) context.Out.Write(Line([.. cells, touched.Developer, touched.Session, EventRecord.TextOf(touched.First), EventRecord.TextOf(touched.Last)]));
        }
    });

    /// <summary>A YAML list of incidents, each with identifier, title, start, end and labels.</summary>
    public static readonly TruthFormat Incidents = new("incidents", (context, anomalies) =>
    {
        var isEmpty = true;
        foreach (var recorded in anomalies)
        {
            context.Out.Write(Incident(recorded));
            isEmpty = false;
        }

        // A reader of the list needs a list, even an empty one.
        if (isEmpty) context.Out.Write("[]\n");
    });

    /// <summary>All formats, in the order of the documentation.</summary>
    public static readonly ImmutableArray<TruthFormat> All = [Table, Json, Csv, Incidents];

    private static string[] Cells(RecordedAnomaly recorded)
    {
        var anomaly = recorded.Anomaly;
        var definition = anomaly.Definition;
        return
        [
            InstantText.Format(anomaly.Start), InstantText.Format(anomaly.End), definition.Kind.Name, recorded.Target,
            !definition.HasMagnitude ? "" : definition.Magnitude.ToString(CultureInfo.InvariantCulture), EffectOf(recorded),
        ];
    }

    private static string EffectOf(RecordedAnomaly recorded) =>
        recorded.Anomaly.Idleness is not null ? "none"
        : !recorded.Touched.IsDefault ? $"{Count(recorded.Touched.Length, "session")} of {Count(recorded.Developers, "developer")}"
        : recorded.Falls > 0 ? $"{Count(recorded.Falls, "reset")} of {recorded.Fallen.Length} series"
        : "";

    // A narrow terminal breaks an instant between its day and its time.
    private static string[] TableCells(RecordedAnomaly recorded) => [.. Cells(recorded).Select((cell, i) => i < 2 ? cell.Replace('T', ' ') : cell)];

    private static string Count(long number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    private static string Incident(RecordedAnomaly recorded)
    {
        var (anomaly, metric, touched, fallen) = recorded;
        var definition = anomaly.Definition;
        var labels = new List<(string Name, string Value)> { ("kind", definition.Kind.Name) };
        if (metric is not null) labels.Add(("metric", metric));
        if (anomaly.Idleness is not null) labels.Add(("effect", "none"));
        else if (!touched.IsDefault) labels.AddRange(("developers", $"{recorded.Developers}"), ("sessions", $"{touched.Length}"));
        else if (!fallen.IsDefault) labels.Add(("resets", $"{recorded.Falls}"));
        return $"- id: {Quoted(anomaly.Id)}\n  title: {Quoted($"{definition.Kind.Name} on {(metric is null ? recorded.Target : metric + definition.Matchers)}")}\n  start: {Quoted(InstantText.Format(anomaly.Start))}\n"
            + $"  end: {Quoted(InstantText.Format(anomaly.End))}\n  labels: {{{string.Join(", ", labels.Select(label => $"{label.Name}: {Quoted(label.Value)}"))}}}\n";
    }

    // A JSON string is a string of YAML, too.
    private static string Quoted(string text) => JsonText.Of(json => json.WriteStringValue(text));

    private static string Line(IEnumerable<string> cells) =>
        string.Join(',', cells.Select(cell => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n";
}
