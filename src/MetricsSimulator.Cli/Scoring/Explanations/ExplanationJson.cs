using System.Text.Json;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Scoring.Reports;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Scoring.Explanations;

/// <summary>An explanation as JSON. Durations are in seconds; what is unknown is null.</summary>
internal static class ExplanationJson
{
    /// <summary>The text.</summary>
    public static string Of(Explanation explanation) => JsonText.Of(json => Write(json, explanation)) + "\n";

    private static void Write(Utf8JsonWriter json, Explanation explanation)
    {
        var incident = explanation.Incident;
        json.WriteStartObject();
        json.WriteString("anomaly", explanation.Name.ToString());
        json.WriteString("kind", incident.Kind);
        json.WriteString("start", InstantText.Format(incident.Start));
        json.WriteString("end", InstantText.Format(incident.End));
        json.WriteString("first_evidence", TextOf(incident.Evidence?.First));
        json.WriteString("last_evidence", TextOf(incident.Evidence?.Last));
        json.WriteNumber("touched", incident.Evidence?.Touched.Length ?? 0);
        json.WriteStartArray("alerts");
        foreach (var alert in explanation.Alerts) WriteAlert(json, alert);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAlert(Utf8JsonWriter json, ExplainedAlert alert)
    {
        var judgement = alert.Judgement;
        json.WriteStartObject();
        json.WriteString("alert", alert.Judged.Scored.Name);
        json.WriteString("expr", alert.Judged.Rule.Definition.Expression);
        json.WriteString("compared", alert.Compared.Expression);
        json.WriteString("operator", alert.Compared.Operator);
        json.WriteString("limit", alert.Compared.Operator is null ? null : alert.Compared.Limit);
        json.WriteNumber("for", alert.Judged.Scored.Timing.For.TotalSeconds);
        json.WriteBoolean("reads", judgement is not null);
        json.WriteBoolean("claims", judgement is { IsClaimed: true });
        json.WriteString("outcome", judgement is null ? null : OutcomeText.Of(judgement.Outcome));
        json.WriteString("floor", TextOf(judgement?.Floor));
        json.WriteString("detected_at", TextOf(judgement?.DetectedAt));
        json.WriteString("resolved_at", TextOf(judgement?.ResolvedAt));
        if (judgement?.Delay is { } delay) json.WriteNumber("delay", delay.TotalSeconds);
        else json.WriteNull("delay");
        json.WriteNumber("other_instances", alert.OtherInstances);
        json.WriteStartArray("instances");
        foreach (var instance in alert.Instances) WriteInstance(json, instance);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteInstance(Utf8JsonWriter json, ExplainedInstance instance)
    {
        json.WriteStartObject();
        json.WriteStartObject("labels");
        for (var i = 0; i < instance.Labels.Count; i++) json.WriteString(instance.Labels.NameAt(i), instance.Labels.ValueAt(i));
        json.WriteEndObject();
        json.WriteStartArray("evaluations");
        foreach (var evaluation in instance.Evaluations)
        {
            json.WriteStartObject();
            json.WriteString("at", InstantText.Format(evaluation.At));
            if (double.IsFinite(evaluation.Value)) json.WriteNumber("value", evaluation.Value);
            else json.WriteString("value", double.IsNaN(evaluation.Value) && !evaluation.IsReturned ? null : ExplanationText.Number(evaluation.Value));
            json.WriteBoolean("returned", evaluation.IsReturned);
            if (evaluation.HasFailed) json.WriteBoolean("failed", true);
            json.WriteString("state", evaluation.State switch { InstanceState.Pending => "pending", InstanceState.Firing => "firing", _ => "inactive" });
            if (evaluation.Change != AlertChange.None) json.WriteString("change", ChangeText(evaluation.Change));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string ChangeText(AlertChange change) => change switch
    {
        AlertChange.Pending => "pending",
        AlertChange.Firing => "firing",
        AlertChange.Gone => "gone",
        AlertChange.Missing => "missing",
        AlertChange.Returned => "returned",
        AlertChange.Resolved => "resolved",
        _ => "forgotten",
    };

    private static string? TextOf(DateTimeOffset? instant) => instant is { } known ? InstantText.Format(known) : null;
}
