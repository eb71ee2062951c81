using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Commands;

/// <summary>A form in which anomalies are printed.</summary>
/// <param name="Name">The value of <c>--format</c> that chooses it.</param>
/// <param name="Print">Prints anomalies, each with its metric's name in Prometheus, or null if it has no metric.</param>
internal sealed record TruthFormat(string Name, Action<ProgramContext, IEnumerable<(Anomaly Anomaly, string? Metric)>> Print)
{
    private static readonly string[] s_columns = ["start", "end", "kind", "target", "magnitude", "effect"];

    /// <summary>A table for people.</summary>
    public static readonly TruthFormat Table = new("table", (context, anomalies) => OutputTable.Write(context, s_columns, anomalies.Select(one => TableCells(one.Anomaly))));

    /// <summary>JSON, with one object on each line.</summary>
    public static readonly TruthFormat Json = new("json", (context, anomalies) =>
    {
        foreach (var (anomaly, metric) in anomalies)
        {
            if (context.Stop.IsCancellationRequested) return;
            context.Out.Write(JsonText.Of(json => AnomalyRecord.Write(json, anomaly, metric)) + "\n");
        }
    });

    /// <summary>Comma-separated values with a header line, as in RFC 4180.</summary>
    public static readonly TruthFormat Csv = new("csv", (context, anomalies) =>
    {
        context.Out.Write(Line(["id", "name", .. s_columns]));
        foreach (var (anomaly, metric) in anomalies) context.Out.Write(Line([anomaly.Id, metric ?? "", .. Cells(anomaly)]));
    });

    /// <summary>A YAML list of incidents, each with identifier, title, start, end and labels.</summary>
    public static readonly TruthFormat Incidents = new("incidents", (context, anomalies) =>
    {
        var isEmpty = true;
        foreach (var (anomaly, metric) in anomalies)
        {
            context.Out.Write(Incident(anomaly, metric));
            isEmpty = false;
        }

        // A reader of the list needs a list, even an empty one.
        if (isEmpty) context.Out.Write("[]\n");
    });

    /// <summary>All formats, in the order of the documentation.</summary>
    public static readonly ImmutableArray<TruthFormat> All = [Table, Json, Csv, Incidents];

    private static string[] Cells(Anomaly anomaly)
    {
        var definition = anomaly.Definition;
        return
        [
            InstantText.Format(anomaly.Start), InstantText.Format(anomaly.End), definition.Kind.Name, $"{definition.Metric ?? "/metrics"}{definition.Matchers}",
            definition.Kind.Magnitude is null ? "" : definition.Magnitude.ToString(CultureInfo.InvariantCulture), anomaly.Idleness is null ? "" : "none",
        ];
    }

    // A narrow terminal breaks an instant between its day and its time.
    private static string[] TableCells(Anomaly anomaly) => [.. Cells(anomaly).Select((cell, i) => i < 2 ? cell.Replace('T', ' ') : cell)];

    private static string Incident(Anomaly anomaly, string? metric)
    {
        var definition = anomaly.Definition;
        var labels = new List<(string Name, string Value)> { ("kind", definition.Kind.Name) };
        if (metric is not null) labels.Add(("metric", metric));
        if (anomaly.Idleness is not null) labels.Add(("effect", "none"));
        return $"- id: {Quoted(anomaly.Id)}\n  title: {Quoted($"{definition.Kind.Name} on {metric ?? "/metrics"}{definition.Matchers}")}\n  start: {Quoted(InstantText.Format(anomaly.Start))}\n"
            + $"  end: {Quoted(InstantText.Format(anomaly.End))}\n  labels: {{{string.Join(", ", labels.Select(label => $"{label.Name}: {Quoted(label.Value)}"))}}}\n";
    }

    // A JSON string is a string of YAML, too.
    private static string Quoted(string text) => JsonText.Of(json => json.WriteStringValue(text));

    private static string Line(IEnumerable<string> cells) =>
        string.Join(',', cells.Select(cell => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n";
}
