using MetricsSimulator.Events;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Runs;

/// <summary>Computes the ticks of a live run again, behind it and without disturbing it. One thread at a time.</summary>
/// <param name="run">The run.</param>
/// <param name="series">The series to compute.</param>
/// <param name="deliver">Receives the events of each tick; null for nobody. Then the replay leaves out ticks if it can.</param>
internal sealed class RunReplay(LiveRun run, SeriesSelection series, Action<EventBatch>? deliver = null)
{
    private Simulator? _simulator;

    /// <summary>Moves to the first tick of a span.</summary>
    /// <param name="past">The span. Its first tick is not before that of the last call.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>The simulator, at that tick. The caller may move it on within the span.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Simulator MoveTo(RunPast past, CancellationToken cancellation)
    {
        if (_simulator is null || (deliver is null && past.From?.Tick > _simulator.Tick))
            _simulator = new Simulator(run.Beginning.Model, series, run.Beginning.Labels, parallelism: 1, past.Changes, past.From, deliver);
        // Planning the sessions that are open at the start takes longest.
        _simulator.BeginRun(cancellation);
        foreach (var change in past.Changes.Skip(_simulator.Journal.Count)) _simulator.Add(change);
        _simulator.AdvanceTo(past.FirstTick, cancellation: cancellation);
        return _simulator;
    }
}
