using System.Text.Json;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Cli.Scoring.PromQL;
using MetricsSimulator.Cli.Scoring.Reports;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Pages;

/// <summary>What an alert did on one seed, as the page draws it. Instants are seconds since the judged time began.</summary>
/// <param name="time">The judged time.</param>
/// <param name="rule">The alert.</param>
/// <param name="values">What it compared.</param>
/// <param name="history">Its states.</param>
/// <param name="judgement">What they amount to.</param>
/// <param name="bytes">The most bytes of values.</param>
internal sealed class AlertPicture(JudgedTime time, JudgedRule rule, ComparedValues values, RuleHistory history, RuleJudgement judgement, int bytes)
{
    private const int MostEpisodes = 500;

    /// <summary>The picture as JSON.</summary>
    public string ToJson() => PageJson.Of(Write);

    private void Write(Utf8JsonWriter json)
    {
        var schedule = history.Schedule;
        int first = schedule.FirstFrom(time.From), end = schedule.FirstFrom(time.To);
        json.WriteStartObject();
        json.WriteNumber("first", Seconds(schedule.InstantOf(first)));
        json.WriteNumber("count", end - first);
        WriteValues(json);
        json.WriteStartArray("strips");
        foreach (var strip in InstanceStrip.Of(history.Signal))
        {
            json.WriteStartObject();
            json.WriteString("labels", strip.Labels);
            WriteRuns(json, "pending", strip.Pending, first, end);
            WriteRuns(json, "firing", strip.Firing, first, end);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (history.Twin is { } twin)
        {
            var firing = new EvaluationSet(schedule.Count);
            for (var instance = 0; instance < twin.Activity.InstanceCount; instance++)
                foreach (var episode in twin.EpisodesOf(instance)) firing.AddRange(episode.FiresAt, episode.EndsAt);
            WriteRuns(json, "twin", firing, first, end);
        }

        WriteEpisodes(json);
        WriteIncidents(json);
        json.WriteEndObject();
    }

    private void WriteValues(Utf8JsonWriter json)
    {
        var columns = ValueColumns.Of(values, ComparedValue.Of(rule.Rule.Definition.Expression).Threshold, bytes);
        json.WriteNumber("step", columns.Step);
        json.WriteNumber("low", columns.Low);
        json.WriteNumber("high", columns.High);
        json.WriteBoolean("cut", columns.IsCut);
        json.WriteStartArray("lines");
        for (var i = 0; i < columns.Lines.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("labels", values.HasMore ? "" : values.Labels[i].ToString());
            json.WriteBase64String("levels", columns.Lines[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // At most as many as runs: the page is no place for thousands.
    private void WriteEpisodes(Utf8JsonWriter json)
    {
        json.WriteStartArray("episodes");
        foreach (var episode in judgement.Episodes.Length > MostEpisodes ? judgement.Episodes[..MostEpisodes] : judgement.Episodes)
        {
            json.WriteStartArray();
            json.WriteStringValue(episode.Verdict switch
            {
                EpisodeVerdict.Detection => "detection",
                EpisodeVerdict.Other => "other",
                EpisodeVerdict.Aftermath => "aftermath",
                EpisodeVerdict.False => "false",
                _ => "unmatched",
            });
            json.WriteNumberValue(Seconds(episode.FiresAt));
            json.WriteNumberValue(Seconds(episode.EndsAt));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteNumber("more_episodes", Math.Max(0, judgement.Episodes.Length - MostEpisodes));
    }

    private void WriteIncidents(Utf8JsonWriter json)
    {
        json.WriteStartArray("incidents");
        foreach (var incident in judgement.Incidents)
        {
            json.WriteStartArray();
            json.WriteStringValue(incident.Incident.Id);
            json.WriteBooleanValue(incident.IsClaimed);
            json.WriteStringValue(OutcomeText.Of(incident.Outcome));
            json.WriteNumberValue(Seconds(incident.Floor));
            WriteInstant(json, incident.DetectedAt);
            WriteInstant(json, incident.ResolvedAt);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteRuns(Utf8JsonWriter json, string name, EvaluationSet set, int first, int end)
    {
        json.WriteStartArray(name);
        foreach (var number in InstanceStrip.RunsOf(set, first, end)) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private void WriteInstant(Utf8JsonWriter json, DateTimeOffset? instant)
    {
        if (instant is { } known) json.WriteNumberValue(Seconds(known));
        else json.WriteNullValue();
    }

    private double Seconds(DateTimeOffset instant) => (instant - time.From).TotalSeconds;
}
