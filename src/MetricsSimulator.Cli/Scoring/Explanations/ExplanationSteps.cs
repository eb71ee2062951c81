using System.Globalization;
using MetricsSimulator.Cli.Scoring.Reports;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Explanations;

/// <summary>What happened to an instance step by step: a line for each change, for each span without one, and for what the anomaly did. For one use.</summary>
/// <param name="explanation">The explanation.</param>
/// <param name="alert">The alert.</param>
/// <param name="judgement">What it made of the anomaly.</param>
/// <param name="instance">The instance.</param>
internal sealed class ExplanationSteps(Explanation explanation, ExplainedAlert alert, IncidentJudgement judgement, ExplainedInstance instance)
{
    private const string NotReturned = "not returned";

    private readonly List<string> _lines = [];

    /// <summary>The lines, with a head.</summary>
    public List<string> Lines()
    {
        var incident = explanation.Incident;
        var evidence = incident.Evidence!;
        Mark[] marks =
        [
            new(incident.Start, $"-- {incident.Kind} begins"),
            new(evidence.First, "-- first scrape that shows it"),
            new(incident.End, $"-- {incident.Kind} ends"),
            new(evidence.Last, "-- last scrape that shows it"),
            new(judgement.Floor, "-- the floor: it cannot fire for it before"),
            new(evidence.Last + explanation.Time.Grace, "-- the grace ends"),
        ];
        marks = [.. marks.OrderBy(mark => mark.At)];
        Add("TIME", "AFTER", "VALUE", "WHAT HAPPENS");
        var evaluations = instance.Evaluations;
        var next = 0;
        for (int first = 0, end; first < evaluations.Length; first = end)
        {
            for (; next < marks.Length && marks[next].At <= evaluations[first].At; next++) Add(marks[next]);
            end = first + 1;
            while (end < evaluations.Length && IsSame(evaluations[first], evaluations[end]) && (next == marks.Length || marks[next].At > evaluations[end].At)) end++;
            AddSpan(first, end);
        }

        for (; next < marks.Length; next++) Add(marks[next]);
        return _lines;
    }

    private static bool IsSame(ExplainedEvaluation one, ExplainedEvaluation other) => one.Change == AlertChange.None && other.Change == AlertChange.None
        && one.State == other.State && one.IsReturned == other.IsReturned && one.HasFailed == other.HasFailed;

    private void Add(Mark mark) => Add(ExplanationText.Clock(mark.At), After(mark.At), "", mark.Text);

    private void AddSpan(int first, int end)
    {
        var evaluation = instance.Evaluations[first];
        double low = double.NaN, high = double.NaN;
        for (var i = first; i < end; i++)
        {
            var value = instance.Evaluations[i].Value;
            if (!(value >= low)) low = double.IsNaN(value) ? low : value;
            if (!(value <= high)) high = double.IsNaN(value) ? high : value;
        }

        string lowest = ExplanationText.Number(low), highest = ExplanationText.Number(high);
        var text = double.IsNaN(low) ? evaluation.IsReturned ? "NaN" : "–" : lowest == highest ? lowest : $"{lowest} to {highest}";
        var until = end - first < 2 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({end - first} times, to {instance.Evaluations[end - 1].At.UtcDateTime:HH:mm:ss})");
        Add(ExplanationText.Clock(evaluation.At), After(evaluation.At), text, WhatHappens(evaluation) + until);
    }

    private string WhatHappens(ExplainedEvaluation evaluation)
    {
        var timing = alert.Judged.Scored.Timing;
        return evaluation.Change switch
        {
            AlertChange.Pending => $"returned: pending, for {DurationText.Format(timing.For)}",
            AlertChange.Firing => timing.For == TimeSpan.Zero ? "returned: fires" : $"returned for {DurationText.Format(timing.For)}: fires",
            AlertChange.Gone => $"{NotReturned}: pending no more, for begins anew",
            AlertChange.Missing => $"{NotReturned}: fires on, for {DurationText.Format(timing.KeepFiringFor)}",
            AlertChange.Returned => "returned again: fires on",
            AlertChange.Resolved => $"{NotReturned}: resolved",
            AlertChange.Forgotten => string.Create(CultureInfo.InvariantCulture, $"more than {timing.Limit} instances: all are forgotten"),
            _ when evaluation.HasFailed => "the evaluation fails, and changes nothing",
            _ => evaluation switch
            {
                { State: InstanceState.Inactive, IsReturned: false } => NotReturned,
                { State: InstanceState.Inactive } => "returned",
                { State: InstanceState.Pending } => "returned: pending",
                { IsReturned: false } => $"{NotReturned}: fires on",
                _ => "returned: firing",
            },
        };
    }

    private string After(DateTimeOffset at) => (at < explanation.Incident.Start ? "" : "+") + FigureText.Span(at - explanation.Incident.Start);

    private void Add(string time, string after, string value, string what) => _lines.Add($"{time,-14}  {after,8}  {value,-20}  {what}".TrimEnd());

    private sealed record Mark(DateTimeOffset At, string Text);
}
