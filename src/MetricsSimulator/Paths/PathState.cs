using MetricsSimulator.Checkpoints;
using MetricsSimulator.Phases;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Paths;

/// <summary>
/// The paths of a range of label sets, all of one process, held in arrays. In a tick, disjoint ranges may be worked on by several threads:
/// each reads what it needs with <see cref="Before"/>, calls <see cref="Evolve"/>, and then reads with <see cref="After"/>.
/// </summary>
internal abstract class PathState
{
    /// <summary>How many paths are worked on at a time: the ranges of threads begin at a multiple of it.</summary>
    public const int BlockLength = NormalBlock.MaximumLength;

    private readonly SeriesKey _key;
    private double _state;
    private Bounds _boundsAfter;
    private double _renewed;

    /// <summary>Creates the part that all paths have.</summary>
    /// <param name="plan">The law of the paths.</param>
    /// <param name="key">The key of the metric, for the draws that all label sets have in common.</param>
    /// <param name="purpose">What the normal draws are for.</param>
    private protected PathState(PathPlan plan, SeriesKey key, DrawPurpose purpose)
    {
        Plan = plan;
        Purpose = purpose;
        Step = plan.StepOf(0);
        _boundsAfter = Step.Bounds;
        _key = key;
    }

    /// <summary>The law of the paths.</summary>
    protected PathPlan Plan { get; }

    /// <summary>What the normal draws are for.</summary>
    protected DrawPurpose Purpose { get; }

    /// <summary>The step of the tick.</summary>
    protected PathStep Step { get; private set; }

    /// <summary>How all paths move in the tick; nothing when each has a transition of its own.</summary>
    protected Transition Transition { get; private set; }

    /// <summary>Whether each path draws its own transition in the tick.</summary>
    protected virtual bool EachDraws => false;

    /// <summary>What a path with the full share is set to after the step; null when it goes on.</summary>
    protected double? Arrival { get; private set; }

    /// <summary>The step of the next phase, when paths have to be brought into its bounds after the step; else null.</summary>
    protected PathStep? Narrowing { get; private set; }

    /// <summary>A value that a path might have had, within the bounds of the path.</summary>
    /// <param name="index">The label set.</param>
    /// <param name="value">The value.</param>
    /// <param name="after">Whether it is a value at the tick that the step reaches rather than at the one that it leaves.</param>
    public double Bound(int index, double value, bool after)
    {
        var bounds = after ? _boundsAfter : Step.Bounds;
        return Math.Clamp(value, ShareOf(index) * bounds.Lower, ShareOf(index) * bounds.Upper);
    }

    /// <summary>The share of a label set.</summary>
    protected abstract double ShareOf(int index);

    /// <summary>Prepares a tick, and evolves what all label sets have in common; called once a tick, before the ranges.</summary>
    /// <param name="tick">The tick that the step leaves.</param>
    /// <param name="turn">The phase of the tick, and what begins with the next.</param>
    public virtual void Begin(long tick, PhaseTurn turn)
    {
        Step = Plan.StepOf(turn.Phase);
        Arrival = Plan.ArrivalAt(turn);
        Narrowing = Plan.NarrowingAt(turn);
        _boundsAfter = Plan.StepOf(turn.Next ?? turn.Phase).Bounds;
        Transition = EachDraws ? Transition.None : Step.Transitions.Draw(new StepDraws(_key, tick, Purpose), ref _state);
        if (Arrival is not null) _state = 0;
        _renewed = Math.Clamp(Plan.ValueOnEntering(turn.Next ?? turn.Phase) ?? Plan.InitialValue, _boundsAfter.Lower, _boundsAfter.Upper);
    }

    /// <summary>Begins the path of a label set again at the tick that the step reaches; call after <see cref="Evolve"/>.</summary>
    /// <param name="index">The label set.</param>
    public void Renew(int index) => Renew(index, _renewed);

    /// <summary>Begins the path of a label set again; a path that all label sets share goes on.</summary>
    /// <param name="index">The label set.</param>
    /// <param name="value">The value of a path with the full share.</param>
    protected abstract void Renew(int index, double value);

    /// <summary>Goes on from where other paths of the same metric are, unless their initial value was another or the phase sets a value.</summary>
    /// <param name="other">The other paths.</param>
    /// <param name="sources">For each label set, its number among the other paths; −1 for one that is new.</param>
    /// <param name="phase">The phase.</param>
    public void TakeOver(PathState other, ReadOnlySpan<int> sources, int phase)
    {
        var value = Plan.ValueOnEntering(phase) ?? (other.Plan.InitialValue == Plan.InitialValue ? null : Plan.InitialValue);
        Step = Plan.StepOf(phase);
        _boundsAfter = Step.Bounds;
        _state = value is null ? other._state : 0;
        Copy(other, sources, value);
    }

    /// <summary>Visits the state of the paths, to save or to restore it.</summary>
    public virtual void Exchange(IStateArrays arrays)
    {
        if (Plan.HasState) arrays.Common(ref _state);
    }

    /// <summary>Copies the values of other paths, share for share, and their states; within the bounds of <see cref="Step"/>.</summary>
    /// <param name="other">The other paths.</param>
    /// <param name="sources">For each label set, its number among the other paths; −1 for one that is new.</param>
    /// <param name="value">The value of a path with the full share, to be set instead; null to copy.</param>
    protected abstract void Copy(PathState other, ReadOnlySpan<int> sources, double? value);

    /// <summary>Evolves the paths of a range of label sets by one step.</summary>
    /// <param name="tick">The tick that the step leaves.</param>
    /// <param name="first">The first label set, a multiple of <see cref="BlockLength"/>.</param>
    /// <param name="count">How many.</param>
    public abstract void Evolve(long tick, int first, int count);

    /// <summary>The values at the tick that the step leaves; call before <see cref="Evolve"/>.</summary>
    /// <param name="first">The first label set.</param>
    /// <param name="scratch">Room for the values; its length says how many.</param>
    public abstract ReadOnlySpan<double> Before(int first, Span<double> scratch);

    /// <summary>The values at the tick that the step reaches; call after <see cref="Evolve"/>.</summary>
    /// <param name="first">The first label set.</param>
    /// <param name="scratch">Room for the values; its length says how many.</param>
    public abstract ReadOnlySpan<double> After(int first, Span<double> scratch);
}
