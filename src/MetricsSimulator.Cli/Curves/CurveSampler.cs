using System.Collections.Immutable;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Curves;

/// <summary>Reads curves at regular steps from a part of a run. Immutable.</summary>
/// <param name="recorded">The run.</param>
/// <param name="firstTick">The first tick.</param>
/// <param name="ticks">The number of ticks, 1 or more.</param>
/// <param name="step">The number of ticks from one value to the next, 1 or more.</param>
internal sealed class CurveSampler(RecordedRun recorded, long firstTick, long ticks, long step)
{
    /// <summary>A checkpoint from which to begin. It lies before the window of the first value; null to begin with the run.</summary>
    public Checkpoint? From { get; init; }

    /// <summary>The first tick that must be computed for a query: the beginning of the window of its first value.</summary>
    /// <param name="query">The query.</param>
    /// <param name="interval">The length of a tick.</param>
    /// <param name="firstTick">The first tick of the part.</param>
    public static long BeginOf(CurveQuery query, TimeSpan interval, long firstTick) => Math.Max(0, firstTick - (query.HasWindow ? query.Window.Ticks / interval.Ticks : 0));

    /// <summary>Reads curves.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ImmutableArray<SampledCurve> Read(CurveQuery query, CancellationToken cancellation)
    {
        var timeline = recorded.Run.Model.Timeline;
        var interval = timeline.UpdateInterval;
        var groups = new SeriesGroups(query);
        var steps = new StepValues(query, firstTick, ticks, step);
        var windows = new WindowValues(query, firstTick, ticks, step, timeline.TicksIn(query.Window));
        var simulator = new Simulator(recorded.Run.Model, SeriesSelection.Of(query.Key), recorded.Run.Labels, journal: recorded.Changes, from: From);
        for (var tick = BeginOf(query, interval, firstTick); tick < firstTick + ticks; tick++)
        {
            simulator.AdvanceTo(tick, cancellation: cancellation);
            cancellation.ThrowIfCancellationRequested();
            using var snapshot = simulator.Acquire();
            groups.Read(snapshot);
            if (query.HasWindow) windows.Keep(tick, groups);
            else steps.Keep(tick, groups);
        }

        return query.HasWindow ? [.. windows.Take(groups, interval)] : [.. steps.Take(groups)];
    }
}
