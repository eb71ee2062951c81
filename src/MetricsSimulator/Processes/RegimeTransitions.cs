using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>
/// Transitions of a path that switches between two regimes, each of which lasts for an exponentially distributed time. The switches within a step are
/// drawn, and the transitions of its parts are joined, which is exact for any length of the step. The exponential distribution has no memory, so
/// the state is only the regime, without its age. The state is 0 in the first regime and 1 in the second.
/// </summary>
/// <param name="first">The first regime, in which paths begin.</param>
/// <param name="second">The second regime.</param>
/// <param name="seconds">The length of a step, in seconds.</param>
internal sealed class RegimeTransitions(Regime first, Regime second, double seconds) : Transitions(Transition.None)
{
    private readonly Regime[] _regimes = [first, second];
    private readonly double[] _meanSeconds = [first.MeanDuration.TotalSeconds, second.MeanDuration.TotalSeconds];
    private readonly Transition[] _withoutSwitch = [first.TransitionOver(seconds), second.TransitionOver(seconds)];

    /// <inheritdoc/>
    public override bool AreDrawn => true;

    /// <inheritdoc/>
    public override bool HaveState => true;

    /// <inheritdoc/>
    public override Transition Draw(in StepDraws draws, ref double state)
    {
        var durations = draws.Regimes;
        var regime = (int)state;
        var lasts = DurationOf(regime, durations.Uniform(0));
        if (lasts >= seconds) return _withoutSwitch[regime];

        var joined = Transition.None;
        var left = seconds;
        for (var i = 1; lasts < left && i < DrawAddress.IndexCount; i++)
        {
            joined = Join(joined, _regimes[regime].TransitionOver(lasts));
            left -= lasts;
            regime = 1 - regime;
            lasts = DurationOf(regime, durations.Uniform(i));
        }

        state = regime;
        return Join(joined, _regimes[regime].TransitionOver(left));
    }

    private double DurationOf(int regime, double uniform) => -_meanSeconds[regime] * DeterministicMath.Log(uniform);

    private static Transition Join(in Transition before, in Transition after)
    {
        var kept = before.Deviation * after.Factor;
        return new Transition(
            before.Factor * after.Factor, before.Shift * after.Factor + after.Shift, Math.Sqrt(kept * kept + after.Deviation * after.Deviation));
    }
}
