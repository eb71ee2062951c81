using MetricsSimulator.Cli.Journal;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.History;

/// <summary>The part of a run that is written: consecutive ticks of some of its series. Immutable and thread-safe.</summary>
/// <param name="Recorded">The run, with what was done to it.</param>
/// <param name="FirstTick">The first tick that is written; those before it are computed alone.</param>
/// <param name="Ticks">How many ticks are written.</param>
internal sealed record RunSpan(RecordedRun Recorded, long FirstTick, long Ticks)
{
    /// <summary>The tick before which the last one lies.</summary>
    public long EndTick => FirstTick + Ticks;

    /// <summary>A simulator of the run at its beginning.</summary>
    /// <param name="series">The series that it shows.</param>
    public Simulator Simulate(SeriesSelection series) => new(Recorded.Run.Model, series, Recorded.Run.Labels, journal: Recorded.Changes);
}
