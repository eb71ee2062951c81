using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Commands;

/// <summary>A run with the series that are written beside its own.</summary>
internal static class WrittenRun
{
    /// <summary>Adds the series. What the run has of the same name is told, and then there is none.</summary>
    /// <param name="recorded">The run.</param>
    /// <param name="added">What is written beside it.</param>
    /// <param name="context">The outside world.</param>
    public static RecordedRun? Of(RecordedRun recorded, AddedSeries added, ProgramContext context)
    {
        var conflicts = added.ConflictsWith(recorded);
        if (conflicts.Count == 0) return added.To(recorded, ScrapeConfiguration.Of(recorded.Run, recorded.Run.Configuration.Server.Port));
        context.Error.Write(ErrorReport.Format(conflicts, "nothing was written"));
        return null;
    }
}
