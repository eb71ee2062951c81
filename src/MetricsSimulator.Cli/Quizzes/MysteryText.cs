using System.Globalization;
using System.Text;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Quizzes;

/// <summary>The score of a quiz as text.</summary>
internal static class MysteryText
{
    /// <summary>The truth, with how well each part of it was found.</summary>
    /// <param name="score">The score.</param>
    /// <param name="start">The start of the run.</param>
    /// <returns>Lines, each ended by a line feed.</returns>
    public static string Of(MysteryScore score, DateTimeOffset start)
    {
        var text = new StringBuilder();
        foreach (var found in score.Found)
        {
            text.Append(Truth(found.Anomaly, start)).Append('\n');
            text.Append(found.Guess is null ? "  not found: no answer has a fifth of its time in common with it\n" : string.Create(CultureInfo.InvariantCulture, $"  what {found.What:0.##}, where {found.Where:0.##}, when {found.When:0.##}, of 1 each\n"));
        }

        return text.Append(CultureInfo.InvariantCulture, $"Score: {score.Total:0} of 100\n").ToString();
    }

    /// <summary>An anomaly in one line.</summary>
    public static string Truth(HiddenAnomaly anomaly, DateTimeOffset start) =>
        $"{anomaly.Kind} {anomaly.Series} from {InstantText.Format(start + anomaly.After)} to {InstantText.Format(start + anomaly.After + anomaly.Duration)}{(anomaly.Magnitude is { } magnitude ? string.Create(CultureInfo.InvariantCulture, $", magnitude {magnitude}") : "")}";
}
