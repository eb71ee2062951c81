using System.Text.Json;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Scoring.Judging;
using MetricsSimulator.Scoring.Scores;
using MetricsSimulator.Scoring.Statistics;

namespace MetricsSimulator.Cli.Scoring.Reports;

/// <summary>The scores as JSON. Durations are in seconds, shares from 0 to 1; what is unknown is null. Without a twin, figures that need one are left out.</summary>
internal static class ScoreJson
{
    /// <summary>The text.</summary>
    public static string Of(ScoreReport report) => JsonText.Of(json => Write(json, report)) + "\n";

    /// <summary>Writes the scores as an object.</summary>
    public static void Write(Utf8JsonWriter json, ScoreReport report)
    {
        var plan = report.Plan;
        json.WriteStartObject();
        json.WriteString("from", InstantText.Format(plan.Time.From));
        json.WriteString("to", InstantText.Format(plan.Time.To));
        json.WriteNumber("grace", plan.Time.Grace.TotalSeconds);
        if (plan.History is { } history)
        {
            json.WriteString("history", history);
        }
        else
        {
            json.WriteStartArray("seeds");
            foreach (var seed in plan.Seeds) json.WriteNumberValue(seed);
            json.WriteEndArray();
        }

        json.WriteNumber("incidents", report.Incidents);
        json.WriteNumber("without_effect", report.WithoutEffect);
        json.WriteStartArray("alerts");
        foreach (var alert in report.Alerts) WriteAlert(json, alert, plan.HasTwin);
        json.WriteEndArray();
        json.WritePropertyName("together");
        if (report.Together is { } together) WriteTogether(json, together, plan.HasTwin);
        else json.WriteNullValue();
        json.WriteEndObject();
    }

    private static void WriteAlert(Utf8JsonWriter json, ScoredAlert alert, bool hasTwin)
    {
        var rule = alert.Judged.Rule;
        json.WriteStartObject();
        json.WriteString("alert", alert.Name);
        json.WriteString("file", rule.Group.File);
        // A detector has none of these.
        if (!alert.Judged.IsDetector)
        {
            json.WriteNumber("line", rule.Definition.Place.Line);
            json.WriteString("group", rule.Group.Name);
            json.WriteString("expr", rule.Definition.Expression);
            json.WriteNumber("for", alert.Judged.Scored.Timing.For.TotalSeconds);
        }

        if (alert.Judged.Swept is { } swept)
        {
            json.WriteStartObject("sweep");
            json.WriteString("alert", swept.Alert);
            json.WriteString("parameter", swept.Parameter);
            json.WriteNumber("value", swept.Value);
            json.WriteEndObject();
        }

        json.WriteString("detects", alert.Judged.Scored.Claims?.ToString());
        json.WriteString("not_scored", alert.NotScored);
        json.WriteStartArray("remarks");
        foreach (var remark in alert.Remarks) json.WriteStringValue(remark);
        json.WriteEndArray();
        json.WriteNumber("failed_evaluations", alert.Failures?.Count ?? 0);
        json.WriteStartArray("requirements");
        foreach (var decided in alert.Requirements)
        {
            json.WriteStartObject();
            json.WriteString("requirement", decided.Requirement.Text);
            json.WriteBoolean("met", !decided.IsUnmet);
            Number(json, "value", decided.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (alert.Score is { } score) WriteScore(json, score, hasTwin);
        if (alert.Score is not null) WriteNotDetected(json, alert);
        json.WriteEndObject();
    }

    // By the names that --explain takes.
    private static void WriteNotDetected(Utf8JsonWriter json, ScoredAlert alert)
    {
        json.WriteStartArray("not_detected");
        foreach (var outcome in (ReadOnlySpan<IncidentOutcome>)[IncidentOutcome.TooShort, IncidentOutcome.AlreadyFiring, IncidentOutcome.Missed, IncidentOutcome.Masked])
        {
            foreach (var name in alert.NamesOf(outcome))
            {
                json.WriteStartObject();
                json.WriteString("anomaly", name.ToString());
                json.WriteString("outcome", OutcomeText.Of(outcome));
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static void WriteScore(Utf8JsonWriter json, RuleScore score, bool hasTwin)
    {
        WriteDetection(json, score.Detection, hasTwin);
        json.WriteStartArray("kinds");
        foreach (var kind in score.Kinds)
        {
            json.WriteStartObject();
            json.WriteString("kind", kind.Kind);
            json.WriteBoolean("claimed", kind.IsClaimed);
            WriteDetection(json, kind.Detection, hasTwin);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteDelay(json, score.Delay);
        Number(json, "excess_median", score.MedianExcess?.TotalSeconds);
        Number(json, "recall_1m", score.RecallWithin(TimeSpan.FromMinutes(1)));
        Number(json, "recall_5m", score.RecallWithin(TimeSpan.FromMinutes(5)));
        Number(json, "recall_15m", score.RecallWithin(TimeSpan.FromMinutes(15)));
        json.WriteNumber("late", score.Late);
        json.WriteNumber("flaps", score.Flaps);
        Number(json, "resolve_median", score.MedianResolution?.TotalSeconds);
        Number(json, "resolve_excess_median", score.MedianResolutionExcess?.TotalSeconds);
        json.WriteNumber("other_per_day", score.OtherPerDay);
        json.WriteNumber("unmatched_per_day", score.UnmatchedPerDay);
        if (!hasTwin) return;
        WriteEstimate(json, "false_per_day", score.FalsePerDay);
        WriteEstimate(json, "false_per_day_on_signal", score.FalsePerDayOnSignal);
        json.WriteNumber("aftermath_per_day", score.AftermathPerDay);
        Number(json, "firing_share", score.FiringShare);
        json.WriteNumber("incidents_per_day", score.IncidentsPerDay);
        Number(json, "precision", score.Precision);
        Number(json, "f1", score.F1);
        Number(json, "nab", score.Nab);
    }

    private static void WriteDetection(Utf8JsonWriter json, DetectionScore detection, bool hasTwin)
    {
        json.WriteNumber("judged", detection.Judged);
        json.WriteNumber("detected", detection.Detected);
        json.WriteNumber("too_short", detection.TooShort);
        json.WriteNumber("already_firing", detection.AlreadyFiring);
        json.WriteNumber("missed", detection.Missed);
        if (hasTwin) json.WriteNumber("masked", detection.Masked);
        WriteEstimate(json, "recall", detection.Recall);
        Number(json, "chance", detection.Chance);
        Number(json, "skill", detection.Skill);
    }

    private static void WriteTogether(Utf8JsonWriter json, RuleSetScore together, bool hasTwin)
    {
        json.WriteStartObject();
        json.WriteNumber("judged", together.Judged);
        json.WriteNumber("detected", together.Detected);
        WriteEstimate(json, "recall", together.Recall);
        WriteDelay(json, together.Delay);
        if (hasTwin) WriteEstimate(json, "false_per_day", together.FalsePerDay);
        json.WriteStartObject("first");
        foreach (var share in together.First) json.WriteNumber(share.Rule, share.First);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDelay(Utf8JsonWriter json, DelayScore? delay)
    {
        WriteEstimate(json, "delay_median", delay?.Median);
        WriteEstimate(json, "delay_p95", delay?.P95);
        Number(json, "delay_worst", delay?.Worst.TotalSeconds);
    }

    private static void WriteEstimate(Utf8JsonWriter json, string name, Estimate? estimate)
    {
        Number(json, name, estimate?.Value);
        Number(json, name + "_low", estimate?.Low);
        Number(json, name + "_high", estimate?.High);
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known && double.IsFinite(known)) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }
}
