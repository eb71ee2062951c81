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

    /// <summary>The instant that was given as the end, which need not be that of a tick; null when ticks were given.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>The ticks that begin in a span of time. The first is negative when the span begins before the run, and there may be none.</summary>
    /// <param name="recorded">The run.</param>
    /// <param name="begin">Where the span begins.</param>
    /// <param name="end">Where it ends, before a tick that begins there.</param>
    public static RunSpan Between(RecordedRun recorded, DateTimeOffset begin, DateTimeOffset end)
    {
        var timeline = recorded.Run.Model.Timeline;
        var first = timeline.TickAt(begin.AddTicks(-1)) + 1;
        return new RunSpan(recorded, first, timeline.TickAt(end.AddTicks(-1)) + 1 - first) { End = end };
    }

    /// <summary>A simulator of the run at its beginning.</summary>
    /// <param name="series">The series that it shows.</param>
    /// <param name="parallelism">The most threads that compute one tick; as many as there are processors when null.</param>
    public Simulator Simulate(SeriesSelection series, int? parallelism = null) => new(Recorded.Run.Model, series, Recorded.Run.Labels, parallelism, Recorded.Changes);
}
