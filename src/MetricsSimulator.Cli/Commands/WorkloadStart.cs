using System.Globalization;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Commands;

/// <summary>Warns that a workload takes long to start, or cannot keep up with the clock.</summary>
internal static class WorkloadStart
{
    // A machine with two cores starts within five seconds.
    private const double LongStart = 10;

    // A tick that takes half of the time until the next leaves little for scrapes.
    private const double BusyShare = .5;

    /// <summary>Says before a run starts that it takes a while, if it does.</summary>
    /// <param name="run">The run.</param>
    /// <param name="context">The outside world.</param>
    public static void Announce(Run run, ProgramContext context)
    {
        if (run.Model.Sources.OfType<WorkloadDefinition>().FirstOrDefault() is { } workload && WorkloadEstimate.StartSecondsOf(workload) is > LongStart and var seconds)
        {
            context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Computing the sessions that are open at the start, from the 30 days before it. A team of {workload.Team.Developers.Length:N0} takes about {seconds:0} s of processor time."));
        }
    }

    /// <summary>The warning that a run takes long to start; null if it does not.</summary>
    public static string? WarningOf(WorkloadEstimate estimate) => estimate.StartSeconds > LongStart
        ? string.Create(CultureInfo.InvariantCulture,
            $"a run takes about {estimate.StartSeconds:0} s of processor time to start, because the 30 days before it are computed first; a smaller team starts faster")
        : null;

    /// <summary>The warning that ticks may come faster than they are computed; null if they do not.</summary>
    public static string? WarningOf(WorkloadEstimate estimate, TimeSpan interval) => estimate.TickSeconds > BusyShare * interval.TotalSeconds
        ? string.Create(CultureInfo.InvariantCulture,
            $"a tick of this team takes about {1000 * estimate.TickSeconds:0} ms of processor time, so that a live run may not keep up; use a longer interval or a smaller team")
        : null;
}
