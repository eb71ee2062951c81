using System.Collections.Immutable;
using MetricsSimulator.Cli.Charts;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Curves;

/// <summary>Reads curves from a span of a run, in memory that does not grow with the span. Immutable.</summary>
/// <param name="recorded">The run.</param>
/// <param name="firstTick">The first tick of the span.</param>
/// <param name="ticks">The number of its ticks, 1 or more.</param>
/// <param name="columns">The approximate number of columns of pixels in which a curve is drawn.</param>
internal sealed class CurveReader(RecordedRun recorded, long firstTick, long ticks, int columns)
{
    /// <summary>The number of ticks from one value of a rate, a mean or a quantile to the next.</summary>
    public static long StepOf(long ticks, int columns) => Math.Max(1, (ticks + columns - 1) / columns);

    /// <summary>Reads curves.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ImmutableArray<Curve> Read(CurveQuery query, CancellationToken cancellation)
    {
        var timeline = recorded.Run.Model.Timeline;
        var groups = new SeriesGroups(query);
        var simulator = new Simulator(recorded.Run.Model, SeriesSelection.Of(query.Key), recorded.Run.Labels, journal: recorded.Changes);
        if (query.Measure is Measure.Value or Measure.Series)
        {
            var values = new TickValues(query, timeline.InstantOf(firstTick), timeline.InstantOf(firstTick + ticks), columns);
            Advance(simulator, groups, firstTick, values.Keep, cancellation);
            return values.Take(groups);
        }

        var window = timeline.TicksIn(query.Window);
        var windows = new WindowValues(query, firstTick, ticks, StepOf(ticks, columns), window);
        Advance(simulator, groups, Math.Max(0, firstTick - window), (tick, _, read) => windows.Keep(tick, read), cancellation);
        return
        [
            .. windows.Take(groups, timeline.UpdateInterval).Select(curve => new Curve(
                curve.Name, [.. curve.Values.Select((value, k) => new ChartPoint(timeline.InstantOf(firstTick + k * StepOf(ticks, columns)), value))])),
        ];
    }

    private void Advance(Simulator simulator, SeriesGroups groups, long from, Action<long, DateTimeOffset, SeriesGroups> keep, CancellationToken cancellation)
    {
        for (var tick = from; tick < firstTick + ticks; tick++)
        {
            simulator.AdvanceTo(tick, cancellation: cancellation);
            using var snapshot = simulator.Acquire();
            groups.Read(snapshot);
            keep(tick, snapshot.Instant, groups);
        }
    }
}
