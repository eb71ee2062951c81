using System.Globalization;
using System.Text;
using MetricsSimulator.Scoring.Scores;

namespace MetricsSimulator.Cli.Scoring.Reports;

/// <summary>The scores as comma-separated values with a header line, as in RFC 4180: a line for each alert. Durations are in seconds; what is unknown is empty.</summary>
internal static class ScoreCsv
{
    // Without a twin, episodes outside the times of incidents are unmatched.
    private static readonly (string Name, Func<RuleScore, double?> Of) s_unmatched = ("unmatched_per_day", score => score.UnmatchedPerDay);

    private static readonly (string Name, bool NeedsTwin, Func<RuleScore, double?> Of)[] s_columns =
    [
        ("judged", false, score => score.Detection.Judged),
        ("detected", false, score => score.Detection.Detected),
        ("too_short", false, score => score.Detection.TooShort),
        ("already_firing", false, score => score.Detection.AlreadyFiring),
        ("missed", false, score => score.Detection.Missed),
        ("masked", true, score => score.Detection.Masked),
        ("recall", false, score => score.Detection.Recall?.Value),
        ("recall_low", false, score => score.Detection.Recall?.Low),
        ("recall_high", false, score => score.Detection.Recall?.High),
        ("chance", false, score => score.Detection.Chance),
        ("delay_median", false, score => score.Delay?.Median.Value),
        ("delay_p95", false, score => score.Delay?.P95.Value),
        ("delay_worst", false, score => score.Delay?.Worst.TotalSeconds),
        ("excess_median", false, score => score.MedianExcess?.TotalSeconds),
        ("flaps", false, score => score.Flaps),
        ("resolve_median", false, score => score.MedianResolution?.TotalSeconds),
        ("false_per_day", true, score => score.FalsePerDay?.Value),
        ("false_per_day_low", true, score => score.FalsePerDay?.Low),
        ("false_per_day_high", true, score => score.FalsePerDay?.High),
        ("firing_share", true, score => score.FiringShare),
        ("precision", true, score => score.Precision),
        ("f1", true, score => score.F1),
        ("nab", true, score => score.Nab),
    ];

    /// <summary>The text.</summary>
    public static string Of(ScoreReport report)
    {
        var text = new StringBuilder("alert,group,file,not_scored");
        var columns = s_columns.Where(column => report.Plan.HasTwin || !column.NeedsTwin).Select(column => (column.Name, column.Of)).ToList();
        if (!report.Plan.HasTwin) columns.Add(s_unmatched);
        foreach (var (name, _) in columns) text.Append(',').Append(name);
        text.Append("\r\n");
        foreach (var alert in report.Alerts)
        {
            var group = alert.Judged.Rule.Group;
            text.Append(Cell(alert.Name)).Append(',').Append(Cell(group.Name)).Append(',').Append(Cell(group.File)).Append(',').Append(Cell(alert.NotScored ?? ""));
            foreach (var (_, of) in columns)
            {
                text.Append(',');
                if (alert.Score is { } score && of(score) is { } value) text.Append(value.ToString("R", CultureInfo.InvariantCulture));
            }

            text.Append("\r\n");
        }

        return text.ToString();
    }

    private static string Cell(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
