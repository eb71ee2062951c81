using MetricsSimulator.Phases;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Paths;

/// <summary>The law of a path phase by phase.</summary>
internal sealed class PathPlan
{
    private readonly ProcessDefinition[] _processes;
    private readonly PathStep[] _steps;
    private readonly bool[] _beginsAnew;

    /// <summary>Creates the plan.</summary>
    /// <param name="processes">The process of each phase.</param>
    /// <param name="beginsAnew">For each phase, whether the path returns to its initial value when the phase begins.</param>
    /// <param name="step">The length of a tick.</param>
    public PathPlan(IEnumerable<ProcessDefinition> processes, IEnumerable<bool> beginsAnew, TimeSpan step)
    {
        _processes = [.. processes];
        _beginsAnew = [.. beginsAnew];
        _steps = new PathStep[_processes.Length];
        for (var i = 0; i < _steps.Length; i++)
        {
            var same = Array.IndexOf(_processes, _processes[i]);
            _steps[i] = same < i ? _steps[same] : PathStep.Of(_processes[i], step);
        }
    }

    /// <summary>The value of a path with share 1 at the beginning of the scenario.</summary>
    public double InitialValue => _processes[0].InitialValue;

    /// <summary>The value to which a path is set if the plan comes into force in the middle of a phase; null if the path continues.</summary>
    public double? ValueOnEntering(int phase) => _processes[phase] is ConstantDefinition ? _processes[phase].InitialValue : null;

    /// <summary>Whether paths have a state beside their values in any phase.</summary>
    public bool HasState => Array.Exists(_steps, step => step.Transitions.HaveState);

    /// <summary>The step of a phase.</summary>
    public PathStep StepOf(int phase) => _steps[phase];

    /// <summary>The step of the phase that begins with the next tick, if its bounds exclude a part of the earlier ones; otherwise null.</summary>
    public PathStep? NarrowingAt(PhaseTurn turn)
    {
        if (turn.Next is not { } next) return null;
        var (before, after) = (_processes[turn.Phase].Bounds, _processes[next].Bounds);
        return before.Lower < after.Lower || before.Upper > after.Upper ? _steps[next] : null;
    }

    /// <summary>The value to which a path with share 1 is set with the next tick; null if the path continues.</summary>
    public double? ArrivalAt(PhaseTurn turn)
    {
        if (turn.Restarts) return InitialValue;
        return turn.Next is { } next && (_beginsAnew[next] || _processes[next] is ConstantDefinition) ? _processes[next].InitialValue : null;
    }
}
