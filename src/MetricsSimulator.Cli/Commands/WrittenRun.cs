using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Commands;

/// <summary>Adds series to a run that is written.</summary>
internal static class WrittenRun
{
    /// <summary>The run with the added series; null if the run has metrics or labels of the same names, which is then printed as an error.</summary>
    /// <param name="recorded">The run.</param>
    /// <param name="added">The series to add.</param>
    /// <param name="context">The outside world.</param>
    public static RecordedRun? Of(RecordedRun recorded, AddedSeries added, ProgramContext context)
    {
        var conflicts = added.ConflictsWith(recorded);
        if (conflicts.Count == 0) return added.To(recorded, ScrapeConfiguration.Of(recorded.Run, recorded.Run.Configuration.Server.Port));
        context.Error.Write(ErrorReport.Format(conflicts, "nothing was written"));
        return null;
    }
}
