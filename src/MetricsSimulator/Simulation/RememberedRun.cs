using System.Runtime.ExceptionServices;
using MetricsSimulator.Checkpoints;

namespace MetricsSimulator.Simulation;

/// <summary>A run that keeps checkpoints while it advances, so that past ticks can be computed again. After a tick that failed, there are no more. One thread at a time.</summary>
/// <param name="simulator">The run.</param>
internal sealed class RememberedRun(Simulator simulator)
{
    private readonly CheckpointList _checkpoints = new();
    private ExceptionDispatchInfo? _failure;

    /// <summary>Whether a tick failed.</summary>
    public bool HasFailed => _failure is not null;

    /// <summary>Throws the exception with which a tick failed, if one did.</summary>
    public void RequireWhole() => _failure?.Throw();

    /// <summary>Moves on to a tick. Nothing happens if the run is there or past it already.</summary>
    /// <param name="tick">The tick to reach.</param>
    /// <param name="progress">Receives the current tick now and then; may be null.</param>
    /// <param name="cancellation">Stops between two ticks.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void AdvanceTo(long tick, IProgress<long>? progress, CancellationToken cancellation)
    {
        RequireWhole();
        try
        {
            while (simulator.Tick < tick)
            {
                simulator.AdvanceTo(Math.Min(tick, CheckpointList.Next(simulator.Tick)), progress, cancellation);
                if (_checkpoints.Wants(simulator.Tick, simulator.Layout.ValueCount)) _checkpoints.Add(simulator.Keep());
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A tick that failed half-way has no samples, and no tick can follow it.
            _failure = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
    }

    /// <summary>The data to compute the ticks from a given one up to the current one again.</summary>
    /// <param name="first">The first tick; it has come.</param>
    public RunPast PastFrom(long first) => new(first, simulator.Tick - first + 1, [.. simulator.Journal], _checkpoints.Before(first));
}
