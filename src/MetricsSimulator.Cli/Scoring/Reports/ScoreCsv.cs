using System.Globalization;
using System.Text;
using MetricsSimulator.Scoring.Scores;

namespace MetricsSimulator.Cli.Scoring.Reports;

/// <summary>The scores as comma-separated values with a header line, as in RFC 4180: a line for each alert. Durations are in seconds; what is unknown is empty.</summary>
internal static class ScoreCsv
{
    private static readonly (string Name, Func<RuleScore, double?> Of)[] s_columns =
    [
        ("judged", score => score.Detection.Judged),
        ("detected", score => score.Detection.Detected),
        ("too_short", score => score.Detection.TooShort),
        ("already_firing", score => score.Detection.AlreadyFiring),
        ("missed", score => score.Detection.Missed),
        ("masked", score => score.Detection.Masked),
        ("recall", score => score.Detection.Recall?.Value),
        ("recall_low", score => score.Detection.Recall?.Low),
        ("recall_high", score => score.Detection.Recall?.High),
        ("chance", score => score.Detection.Chance),
        ("delay_median", score => score.Delay?.Median.Value),
        ("delay_p95", score => score.Delay?.P95.Value),
        ("delay_worst", score => score.Delay?.Worst.TotalSeconds),
        ("excess_median", score => score.MedianExcess?.TotalSeconds),
        ("flaps", score => score.Flaps),
        ("resolve_median", score => score.MedianResolution?.TotalSeconds),
        ("false_per_day", score => score.FalsePerDay?.Value),
        ("false_per_day_low", score => score.FalsePerDay?.Low),
        ("false_per_day_high", score => score.FalsePerDay?.High),
        ("firing_share", score => score.FiringShare),
        ("precision", score => score.Precision),
        ("f1", score => score.F1),
        ("nab", score => score.Nab),
    ];

    /// <summary>The text.</summary>
    public static string Of(ScoreReport report)
    {
        var text = new StringBuilder("alert,group,file,not_scored");
        foreach (var (name, _) in s_columns) text.Append(',').Append(name);
        text.Append("\r\n");
        foreach (var alert in report.Alerts)
        {
            var group = alert.Judged.Rule.Group;
            text.Append(Cell(alert.Name)).Append(',').Append(Cell(group.Name)).Append(',').Append(Cell(group.File)).Append(',').Append(Cell(alert.NotScored ?? ""));
            foreach (var (_, of) in s_columns)
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
