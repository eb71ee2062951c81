using System.Text;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Cli.Scoring.Reports;

/// <summary>
/// The annotation <c>detects</c> that the scores suggest for each alert, as YAML to paste: the kinds that it finds significantly more often than its own episodes would at random times.
/// </summary>
internal static class ClaimSuggestions
{
    /// <summary>The text.</summary>
    public static string Of(ScoreReport report)
    {
        var text = new StringBuilder("# The kinds that each alert finds significantly more often than chance.\n");
        foreach (var alert in report.Alerts)
        {
            if (alert.Judged.Swept is not null) continue;
            text.Append("- alert: ").Append(Scalar(alert.Judged.Rule.Definition.Name));
            // Alerts that share a name are told apart by labels.
            if (alert.Name != alert.Judged.Rule.Definition.Name) text.Append(" # ").Append(alert.Name);
            text.Append('\n');
            if (alert.Score is not { } score) text.Append("  # not scored: ").Append(alert.NotScored).Append('\n');
            else if (score.SuggestedClaims.All.IsEmpty) text.Append("  # finds none\n");
            else text.Append("  annotations: {").Append(Claims.Annotation).Append(": ").Append(Scalar(score.SuggestedClaims.ToString())).Append("}\n");
        }

        return text.ToString();
    }

    // A JSON string is a string of YAML, too.
    private static string Scalar(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? text : JsonText.Of(json => json.WriteStringValue(text));
}
