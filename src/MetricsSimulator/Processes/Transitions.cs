namespace MetricsSimulator.Processes;

/// <summary>The transitions of a process over steps of one length. In this class all are the same; derived classes draw each one.</summary>
/// <param name="fixedPart">The transition, without the part that a derived class draws for each step.</param>
internal class Transitions(Transition fixedPart)
{
    /// <summary>The transition, without the part that a derived class draws for each step.</summary>
    public Transition Fixed { get; } = fixedPart;

    /// <summary>Whether <see cref="Draw"/> uses draws. If so, call it for each step.</summary>
    public virtual bool AreDrawn => false;

    /// <summary>Whether a path has a state beside its value. The state is 0 at first.</summary>
    public virtual bool HaveState => false;

    /// <summary>The transition of one step.</summary>
    /// <param name="draws">The draws of the step.</param>
    /// <param name="state">The state before the step, replaced by the state after it.</param>
    public virtual Transition Draw(in StepDraws draws, ref double state) => Fixed;
}
