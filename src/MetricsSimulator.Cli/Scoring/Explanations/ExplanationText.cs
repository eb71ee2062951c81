using System.Globalization;
using MetricsSimulator.Cli.Scoring.Reports;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Explanations;

/// <summary>An explanation for people.</summary>
internal static class ExplanationText
{
    /// <summary>The lines.</summary>
    public static IEnumerable<string> LinesOf(Explanation explanation)
    {
        foreach (var line in AnomalyLines(explanation)) yield return line;
        var claims = explanation.Alerts.Any(alert => alert.Judgement is { IsClaimed: true });
        foreach (var alert in explanation.Alerts)
        {
            if (alert.Judgement is not { } judgement || judgement.IsClaimed != claims) continue;
            yield return "";
            foreach (var line in AlertLines(explanation, alert, judgement)) yield return PrintableText.Of(line);
        }

        var isFirst = true;
        foreach (var alert in explanation.Alerts)
        {
            if (alert.Judgement is { } judgement && judgement.IsClaimed == claims) continue;
            if (isFirst) yield return "";
            isFirst = false;
            yield return PrintableText.Of(alert.Judgement is null
                ? $"{alert.Judged.Scored.Name} does not read what it touched."
                : $"{alert.Judged.Scored.Name} reads it and does not claim it{(alert.Judgement.DetectedAt is { } fired ? $"; it fired at {Clock(fired)}" : "")}.");
        }
    }

    /// <summary>An instant without its year: <c>01-05 02:09:10</c>.</summary>
    public static string Clock(DateTimeOffset instant) => instant.UtcDateTime.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static IEnumerable<string> AnomalyLines(Explanation explanation)
    {
        var incident = explanation.Incident;
        yield return $"{explanation.Name}: {incident.Kind}{(incident.IsOfEndpoint ? " of the endpoint" : incident.Metrics.IsEmpty ? "" : $" of {incident.Metrics[^1]}")}";
        yield return $"  from {InstantText.Format(incident.Start)} to {InstantText.Format(incident.End)}, {FigureText.Span(incident.End - incident.Start)}";
        if (incident.Evidence is not { } evidence)
        {
            yield return "  It left nothing in the samples, so that no alert is judged on it.";
            yield break;
        }

        yield return $"  seen in the scrapes from {Clock(evidence.First)} to {Clock(evidence.Last)}, "
            + string.Create(CultureInfo.InvariantCulture, $"in {evidence.Touched.Length:N0} series{(evidence.Touched.Length == 1 ? $", {evidence.Touched[0]}" : "")}");
    }

    private static IEnumerable<string> AlertLines(Explanation explanation, ExplainedAlert alert, IncidentJudgement judgement)
    {
        var timing = alert.Judged.Scored.Timing;
        yield return $"{alert.Judged.Scored.Name} {VerdictOf(judgement)}";
        yield return $"  {OneLine(alert.Judged.Rule.Definition.Expression)}";
        yield return $"  for {DurationText.Format(timing.For)}{(timing.KeepFiringFor > TimeSpan.Zero ? $", keep_firing_for {DurationText.Format(timing.KeepFiringFor)}" : "")}, "
            + $"evaluated every {DurationText.Format(timing.Interval)}";
        foreach (var line in ReasonsOf(explanation, alert, judgement)) yield return "  " + line;
        foreach (var instance in alert.Instances)
        {
            yield return "";
            var labels = OwnText(instance.Labels, alert);
            if (labels.Length > 0 || alert.Instances.Length > 1) yield return $"  {(labels.Length > 0 ? labels : "no labels")}";
            foreach (var line in new ExplanationSteps(explanation, alert, judgement, instance).Lines()) yield return "  " + line;
        }

        if (alert.Instances.IsEmpty) yield return "  Its expression returned nothing in this time, and there is no value to compare.";
        if (alert.OtherInstances > 0 || alert.HasMore)
            yield return $"  {(alert.HasMore ? "Many" : alert.OtherInstances.ToString(CultureInfo.InvariantCulture))} more instances may be about it.";
    }

    private static string VerdictOf(IncidentJudgement judgement) => judgement.Outcome switch
    {
        IncidentOutcome.Detected => $"detected it after {FigureText.Span(judgement.Delay)}{(judgement.IsLate ? ", when it was over" : "")}.",
        IncidentOutcome.Outside => "is not judged on it: it begins before the judged time, or ends too late in it.",
        IncidentOutcome.Masked => "is not judged on it: masked by another anomaly.",
        IncidentOutcome.AlreadyFiring => "missed it: it was firing already.",
        IncidentOutcome.TooShort => "missed it: it is too short for the alert.",
        _ => "missed it.",
    };

    private static IEnumerable<string> ReasonsOf(Explanation explanation, ExplainedAlert alert, IncidentJudgement judgement)
    {
        var (floor, evidence) = (judgement.Floor, judgement.Incident.Evidence!);
        var memory = alert.Judged.Scored.LookBack;
        yield return $"The floor is {Clock(floor)}: the first evaluation that can see it, plus for.";
        switch (judgement.Outcome)
        {
            case IncidentOutcome.Detected:
                yield return judgement.Excess == TimeSpan.Zero ? "It fired at the floor."
                    : judgement.Excess < TimeSpan.Zero ? $"It fired {FigureText.Span(-judgement.Excess)} before the floor, because it was pending before."
                    : $"It fired {FigureText.Span(judgement.Excess)} after the floor, at {Clock(judgement.DetectedAt!.Value)}.";
                yield return judgement.ResolvedAt is { } resolved ? $"It was resolved at {Clock(resolved)}, {FigureText.Span(judgement.Resolution)} after the end." : "It fired to the end of the history.";
                if (judgement.Flaps > 0) yield return string.Create(CultureInfo.InvariantCulture, $"It fired {judgement.Flaps} more {(judgement.Flaps == 1 ? "time" : "times")} for it.");
                break;
            case IncidentOutcome.TooShort:
                yield return $"The last scrape that shows it is at {Clock(evidence.Last)}{(memory > TimeSpan.Zero ? $", and the expression looks back {DurationText.Format(memory)}" : "")}.";
                yield return "At the floor, nothing of it is left.";
                break;
            case IncidentOutcome.AlreadyFiring:
                yield return "It was firing by then, for no reason: without the anomaly, it begins to fire as well.";
                break;
            case IncidentOutcome.Masked:
                yield return "It was still firing then, for an earlier anomaly.";
                break;
            case IncidentOutcome.Missed:
                yield return $"It did not begin to fire before {Clock(evidence.Last + explanation.Time.Grace)}, the end of the grace.";
                if (BestOf(alert) is { Length: > 0 } best) yield return best;
                break;
        }
    }

    // How near it came.
    private static string BestOf(ExplainedAlert alert)
    {
        var (longest, run) = (0, 0);
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var instance in alert.Instances)
        {
            run = 0;
            foreach (var evaluation in instance.Evaluations)
            {
                run = evaluation.IsReturned ? run + 1 : 0;
                longest = Math.Max(longest, run);
                if (double.IsNaN(evaluation.Value)) continue;
                low = Math.Min(low, evaluation.Value);
                high = Math.Max(high, evaluation.Value);
            }
        }

        if (longest > 0) return string.Create(CultureInfo.InvariantCulture, $"It was returned {longest} {(longest == 1 ? "time" : "times")} in a row at most; it fires at the {Ordinal(alert.Judged.Scored.Timing.ForEvaluations + 1)}.");
        if (alert.Compared.Threshold is null || double.IsInfinity(low)) return alert.Instances.IsEmpty ? "" : "The expression never returned it.";
        return alert.Compared.Operator![0] == '<' ? $"The value was {Number(low)} at least." : $"The value was {Number(high)} at most.";
    }

    /// <summary>A value with four digits that count.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "NaN" : double.IsInfinity(value) ? value > 0 ? "+Inf" : "-Inf" : value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Ordinal(int number) => number.ToString(CultureInfo.InvariantCulture) + ((number % 100) is 11 or 12 or 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });

    private static string OneLine(string expression) => string.Join(' ', expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string OwnText(SortedLabels labels, ExplainedAlert alert)
    {
        var others = new List<KeyValuePair<string, string>>();
        for (var i = 0; i < labels.Count; i++)
            if (labels.NameAt(i) != SortedLabels.AlertName && !alert.Judged.Scored.OwnLabels.Contains(labels.NameAt(i), StringComparer.Ordinal)) others.Add(new(labels.NameAt(i), labels.ValueAt(i)));
        return others.Count == 0 ? "" : SortedLabels.Of(others).ToString();
    }
}
