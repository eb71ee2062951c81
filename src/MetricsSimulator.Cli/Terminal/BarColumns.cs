using Spectre.Console;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>The columns of a progress bar's line.</summary>
internal static class BarColumns
{
    // The width of a bar of 40 columns, a percentage, a time and the beginning of a description.
    private const int LeastForABar = 72;

    /// <summary>The columns for a terminal. A narrow one gets no bar, so that there is room for the percentage and the time.</summary>
    /// <param name="console">The terminal.</param>
    /// <param name="title">Whether the description comes first, because it does not change.</param>
    public static ProgressColumn[] For(IAnsiConsole console, bool title = false)
    {
        if (console.Profile.Width < LeastForABar) return [new PercentageColumn(), new RemainingTimeColumn()];
        return title
            ? [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()]
            : [new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn(), new RemainingTimeColumn()];
    }
}
