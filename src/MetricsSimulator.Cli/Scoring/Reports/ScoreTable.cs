using System.Globalization;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Cli.Scoring.Sweeps;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Scoring.Judging;
using MetricsSimulator.Scoring.Scores;

namespace MetricsSimulator.Cli.Scoring.Reports;

/// <summary>The scores as a table for people, with what a table cannot say in lines below it.</summary>
internal static class ScoreTable
{
    // The first that were missed for a reason, so that one can be explained.
    private const int MostNames = 2;

    private static readonly string[] s_columnsByTime = ["ALERT", "DETECTED", "RECALL", "95 %", "MEDIAN", "P95", "UNMATCHED/DAY"];
    private static readonly string[] s_columns = ["ALERT", "DETECTED", "RECALL", "95 %", "MEDIAN", "P95", "FALSE/DAY", "95 %", "FIRING", "PRECISION"];

    /// <summary>Prints it on standard output.</summary>
    public static void Print(ProgramContext context, ScoreReport report)
    {
        var scored = report.Alerts.Where(alert => alert is { Score: not null, Judged.Swept: null }).ToArray();
        var hasTwin = report.Plan.HasTwin;
        string[] columns = [report.Plan.IsOfDetectors ? "DETECTOR" : "ALERT", .. hasTwin ? s_columns[1..] : s_columnsByTime[1..]];
        if (scored.Length > 0) OutputTable.Write(context, columns, [.. scored.Select(alert => Cells(alert.Name, alert.Score!, hasTwin)), s_null[..columns.Length]]);
        foreach (var sweep in report.Alerts.Where(alert => alert is { Score: not null, Judged.Swept: not null }).GroupBy(alert => alert.Judged.Swept!.Alert, StringComparer.Ordinal))
        {
            ScoredAlert[] values = [.. sweep];
            var knee = Knee.Of([.. values.Select(value => value.Score!)]);
            context.Out.Write($"\n{sweep.Key}\n");
            OutputTable.Write(
                context, [values[0].Judged.Swept!.Parameter.ToUpperInvariant(), .. columns[1..], ""],
                values.Select((value, i) => (string[])[.. Cells(value.Judged.Swept!.Text, value.Score!, hasTwin), i == knee ? "<- knee" : ""]));
        }

        if (report.Alerts.Any(alert => alert.Judged.Swept is not null)) context.Out.Write("\n");
        foreach (var line in LinesOf(report)) context.Out.Write(line + "\n");
    }

    // A rule that never fires.
    private static readonly string[] s_null = ["(never fires)", "0", "0.00", "", "–", "–", "0", "", "0.00", "–"];

    private static string[] Cells(string name, RuleScore score, bool hasTwin) =>
    [
        name, $"{score.Detection.Detected} of {score.Detection.Judged}", FigureText.Share(score.Detection.Recall?.Value), FigureText.Interval(score.Detection.Recall),
        FigureText.Seconds(score.Delay?.Median.Value), FigureText.Seconds(score.Delay?.P95.Value),
        .. hasTwin
            ? (string[])[FigureText.Rate(score.FalsePerDay?.Value), FigureText.Interval(score.FalsePerDay), FigureText.Share(score.FiringShare), FigureText.Share(score.Precision)]
            : [FigureText.Rate(score.UnmatchedPerDay)],
    ];

    /// <summary>What was scored, in a line.</summary>
    public static string SummaryOf(ScoreReport report)
    {
        var (time, seeds) = (report.Plan.Time, report.Plan.Seeds.Length);
        var what = report.Plan.History is not null ? string.Create(CultureInfo.InvariantCulture, $"{report.Incidents} {(report.Incidents == 1 ? "incident" : "incidents")}") : $"{report.Incidents} anomalies";
        return string.Create(CultureInfo.InvariantCulture, $"{report.Plan.History ?? $"{seeds} {(seeds == 1 ? "seed" : "seeds")}"}{(report.Plan.History is null ? " of " : ", ")}{DurationText.Format(time.Length)} from {InstantText.Format(time.From)}, {what}")
            + (report.WithoutEffect == 0 ? "." : string.Create(CultureInfo.InvariantCulture, $"; {report.WithoutEffect} of them left nothing in the samples and {(report.WithoutEffect == 1 ? "is" : "are")} not judged."));
    }

    /// <summary>The score of all alerts together, in a line; null if there is only one, or none is scored.</summary>
    public static string? TogetherOf(ScoreReport report) => report.Together is not { } together || report.Alerts.Length < 2 ? null
        : string.Create(CultureInfo.InvariantCulture, $"All {(report.Plan.IsOfDetectors ? "detectors" : "alerts")} together: {together.Detected} of {together.Judged} incidents, recall {FigureText.Share(together.Recall?.Value)}, ")
            + $"median {FigureText.Seconds(together.Delay?.Median.Value)}{(report.Plan.HasTwin ? $", {FigureText.Rate(together.FalsePerDay?.Value)} false a day" : "")}.";

    /// <summary>What a table cannot say of an alert, in sentences without its name; none for a value of a sweep.</summary>
    public static IEnumerable<string> LinesOf(ScoredAlert alert)
    {
        if (alert is { NotScored: { } reason, Judged.Swept: null }) yield return $"not scored: {reason}.";
        if (alert.Score is not { } score || alert.Judged.Swept is not null) yield break;
        var missed = MissedOf(alert, score.Detection);
        if (missed.Length > 0) yield return $"missed {missed}.";
        if (KindsOf(alert, score) is { Length: > 0 } kinds) yield return $"{kinds}.";
        foreach (var remark in alert.Remarks) yield return $"{remark}.";
        foreach (var requirement in alert.Requirements)
            if (requirement.IsUnmet) yield return $"{requirement.Requirement.Text} is not met: it is {(requirement.Value is { } value ? value.ToString("0.####", CultureInfo.InvariantCulture) : "unknown")}.";
    }

    private static IEnumerable<string> LinesOf(ScoreReport report)
    {
        foreach (var alert in report.Alerts)
            foreach (var line in LinesOf(alert)) yield return $"{alert.Name}: {line}";
        if (report.Plan is { History: null, IsOfDetectors: false } && FirstMissed(report) is var (name, missedBy)) yield return $"To see why {missedBy} missed {name}, add --explain {name}.";
        if (TogetherOf(report) is { } together) yield return together;
        yield return SummaryOf(report);
    }

    private static (AnomalyName Name, string Alert)? FirstMissed(ScoreReport report)
    {
        foreach (var outcome in (ReadOnlySpan<IncidentOutcome>)[IncidentOutcome.Missed, IncidentOutcome.AlreadyFiring, IncidentOutcome.TooShort])
            foreach (var alert in report.Alerts)
                if (alert.Judged.Swept is null && alert.NamesOf(outcome).FirstOrDefault() is { } name) return (name, alert.Name);
        return null;
    }

    // By kind, where an alert reads several: one number for all is seldom fair.
    private static string KindsOf(ScoredAlert alert, RuleScore score)
    {
        var claimed = score.Kinds.Where(kind => kind.IsClaimed && kind.Detection.Judged > 0).ToArray();
        return claimed.Length < 2 ? "" : (alert.Judged.Scored.Claims is null ? "has no annotation detects, so that it is judged on all that it reads (--suggest-claims helps): " : "")
            + string.Join(", ", claimed.Select(kind => $"{kind.Kind} {FigureText.Share(kind.Detection.Recall?.Value)}"));
    }

    private static string MissedOf(ScoredAlert alert, DetectionScore detection)
    {
        var parts = new List<string>();
        Add(detection.TooShort, "too short for it", IncidentOutcome.TooShort);
        Add(detection.AlreadyFiring, "while it fired already", IncidentOutcome.AlreadyFiring);
        Add(detection.Missed, "not seen", IncidentOutcome.Missed);
        Add(detection.Masked, "masked by another and not judged", IncidentOutcome.Masked);
        return string.Join(", ", parts);

        void Add(int count, string reason, IncidentOutcome outcome)
        {
            if (count == 0) return;
            var names = string.Join(", ", alert.NamesOf(outcome).Take(MostNames));
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {reason} ({names}{(count > MostNames ? ", …" : "")})"));
        }
    }
}
