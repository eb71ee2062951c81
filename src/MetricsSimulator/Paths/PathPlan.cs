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
    /// <param name="beginsAnew">For each phase, whether the path is set to its initial value when it begins.</param>
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

    /// <summary>The value of a path with the full share where the scenario begins.</summary>
    public double InitialValue => _processes[0].InitialValue;

    /// <summary>The value that a path is set to when the plan comes into force in the middle of a phase; null when it goes on.</summary>
    public double? ValueOnEntering(int phase) => _processes[phase] is ConstantDefinition ? _processes[phase].InitialValue : null;

    /// <summary>Whether paths have a state beside their values in some phase.</summary>
    public bool HasState => Array.Exists(_steps, step => step.Transitions.HaveState);

    /// <summary>The step of a phase.</summary>
    public PathStep StepOf(int phase) => _steps[phase];

    /// <summary>The step of the phase that begins with the next tick, when its bounds leave out a part of those before; else null.</summary>
    public PathStep? NarrowingAt(PhaseTurn turn)
    {
        if (turn.Next is not { } next) return null;
        var (before, after) = (_processes[turn.Phase].Bounds, _processes[next].Bounds);
        return before.Lower < after.Lower || before.Upper > after.Upper ? _steps[next] : null;
    }

    /// <summary>What a path with the full share is set to with the next tick; null when it goes on.</summary>
    public double? ArrivalAt(PhaseTurn turn)
    {
        if (turn.Restarts) return InitialValue;
        return turn.Next is { } next && (_beginsAnew[next] || _processes[next] is ConstantDefinition) ? _processes[next].InitialValue : null;
    }
}
