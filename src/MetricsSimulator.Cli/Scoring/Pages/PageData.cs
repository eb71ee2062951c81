using System.Text.Json;
using MetricsSimulator.Cli.Scoring.PromQL;
using MetricsSimulator.Cli.Scoring.Reports;
using MetricsSimulator.Cli.Scoring.Sweeps;
using MetricsSimulator.Scoring.Incidents;
using MetricsSimulator.Scoring.Statistics;

namespace MetricsSimulator.Cli.Scoring.Pages;

/// <summary>What the script of a page draws, as JSON. Instants are seconds since the judged time began.</summary>
internal static class PageData
{
    /// <summary>The text.</summary>
    /// <param name="report">The scores.</param>
    /// <param name="seeds">The pictures of the first seeds.</param>
    public static string Of(ScoreReport report, SeedPictures[] seeds) => PageJson.Of(json =>
    {
        var time = report.Plan.Time;
        json.WriteStartObject();
        json.WriteNumber("from", time.From.ToUnixTimeMilliseconds());
        json.WriteNumber("length", time.Length.TotalSeconds);
        json.WriteNumber("grace", time.Grace.TotalSeconds);
        json.WriteNumber("all_seeds", report.Plan.Seeds.Length);
        json.WriteStartArray("seeds");
        for (var i = 0; i < seeds.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("seed", report.Plan.Seeds[i].ToString(System.Globalization.CultureInfo.InvariantCulture));
            json.WriteStartArray("incidents");
            foreach (var incident in seeds[i].Incidents) WriteIncident(json, incident, time.From);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("alerts");
        var picture = 0;
        for (var i = 0; i < report.Alerts.Length; i++)
            if (report.Alerts[i].Judged.Swept is null) WriteAlert(json, report, i, seeds, picture++);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteIncident(Utf8JsonWriter json, Incident incident, DateTimeOffset from)
    {
        json.WriteStartArray();
        json.WriteStringValue(incident.Id);
        json.WriteStringValue(incident.Kind);
        json.WriteNumberValue((incident.Start - from).TotalSeconds);
        json.WriteNumberValue((incident.End - from).TotalSeconds);
        foreach (var instant in (DateTimeOffset?[])[incident.Evidence?.First, incident.Evidence?.Last])
        {
            if (instant is { } known) json.WriteNumberValue((known - from).TotalSeconds);
            else json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    private static void WriteAlert(Utf8JsonWriter json, ScoreReport report, int index, SeedPictures[] seeds, int picture)
    {
        var alert = report.Alerts[index];
        var compared = ComparedValue.Of(alert.Judged.Rule.Definition.Expression);
        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteString("name", alert.Name);
        json.WriteString("compared", compared.Expression);
        json.WriteString("operator", compared.Operator);
        json.WriteString("limit", compared.Limit);
        WriteNumber(json, "threshold", compared.Threshold);
        json.WriteNumber("interval", alert.Judged.Scored.Timing.Interval.TotalSeconds);
        json.WriteStartArray("pictures");
        foreach (var seed in seeds) json.WriteRawValue(seed.Pictures[picture], skipInputValidation: true);
        json.WriteEndArray();
        WriteSweep(json, [.. report.Alerts.Where(other => other.Judged.Swept?.Alert == alert.Name && other.Score is not null)]);
        json.WriteEndObject();
    }

    private static void WriteSweep(Utf8JsonWriter json, ScoredAlert[] values)
    {
        if (values.Length == 0) return;
        json.WriteStartObject("sweep");
        json.WriteString("parameter", values[0].Judged.Swept!.Parameter);
        json.WriteNumber("knee", Knee.Of([.. values.Select(value => value.Score!)]));
        json.WriteStartArray("values");
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("text", value.Judged.Swept!.Text);
            WriteEstimate(json, "recall", value.Score!.Detection.Recall);
            WriteEstimate(json, "false_per_day", value.Score.FalsePerDay);
            WriteNumber(json, "median", value.Score.Delay?.Median.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEstimate(Utf8JsonWriter json, string name, Estimate? estimate)
    {
        json.WriteStartArray(name);
        if (estimate is not null)
        {
            json.WriteNumberValue(estimate.Value);
            json.WriteNumberValue(estimate.Low);
            json.WriteNumberValue(estimate.High);
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known && double.IsFinite(known)) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }
}
