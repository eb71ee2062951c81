using MetricsSimulator.Cli.Scoring.Reports;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary>Prints the scores, and decides how the command ends.</summary>
internal static class ScoreOutput
{
    /// <summary>The formats, the default first.</summary>
    public static readonly string[] Formats = ["table", "json", "csv", "junit"];

    /// <summary>Prints them on standard output.</summary>
    /// <param name="context">The outside world.</param>
    /// <param name="report">The scores.</param>
    /// <param name="format">One of <see cref="Formats"/>; null for the claims that they suggest.</param>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public static int Print(ProgramContext context, ScoreReport report, string? format)
    {
        switch (format)
        {
            case null: context.Out.Write(ClaimSuggestions.Of(report)); break;
            case "json": context.Out.Write(ScoreJson.Of(report)); break;
            case "csv": context.Out.Write(ScoreCsv.Of(report)); break;
            case "junit": context.Out.Write(ScoreJunit.Of(report)); break;
            default: ScoreTable.Print(context, report); break;
        }

        if (report.Together is not null) return report.IsUnmet ? ExitStatus.Unmet : ExitStatus.Success;
        context.Error.WriteLine("No alert is scored.");
        return ExitStatus.Failure;
    }
}
