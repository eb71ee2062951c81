namespace MetricsSimulator.Processes;

/// <summary>The transitions of a process over steps of one length. This one is the same for every step; others are drawn.</summary>
/// <param name="fixedPart">The transition, without what a derived class draws for each step.</param>
internal class Transitions(Transition fixedPart)
{
    /// <summary>The transition, without what a derived class draws for each step.</summary>
    public Transition Fixed { get; } = fixedPart;

    /// <summary>Whether <see cref="Draw"/> uses draws, and so has to be called for each step.</summary>
    public virtual bool AreDrawn => false;

    /// <summary>Whether a path has a state beside its value, which begins as 0.</summary>
    public virtual bool HaveState => false;

    /// <summary>The transition of one step.</summary>
    /// <param name="draws">The draws of the step.</param>
    /// <param name="state">The state at the beginning of the step, replaced by that at its end.</param>
    public virtual Transition Draw(in StepDraws draws, ref double state) => Fixed;
}
