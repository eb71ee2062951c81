using MetricsSimulator.Checkpoints;
using MetricsSimulator.Phases;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Paths;

/// <summary>
/// The paths of a range of label sets, all with one process, held in arrays. In a tick, several threads may work on disjoint ranges:
/// each reads values with <see cref="Before"/>, calls <see cref="Evolve"/>, and then reads values with <see cref="After"/>.
/// </summary>
internal abstract class PathState
{
    /// <summary>The number of paths of a block. The ranges of threads begin at a multiple of it.</summary>
    public const int BlockLength = NormalBlock.MaximumLength;

    private readonly SeriesKey _key;
    private double _state;
    private Bounds _boundsAfter;
    private double _renewed;

    /// <summary>Creates the part that all kinds of paths share.</summary>
    /// <param name="plan">The law of the paths.</param>
    /// <param name="key">The key of the metric, for the draws that all label sets share.</param>
    /// <param name="purpose">The purpose of the normal draws.</param>
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

    /// <summary>The purpose of the normal draws.</summary>
    protected DrawPurpose Purpose { get; }

    /// <summary>The step from this tick to the next.</summary>
    protected PathStep Step { get; private set; }

    /// <summary>How all paths move in the tick; the default if each path draws its own transition.</summary>
    protected Transition Transition { get; private set; }

    /// <summary>Whether each path draws its own transition in the tick.</summary>
    protected virtual bool EachDraws => false;

    /// <summary>The value to which a path with share 1 is set after the step; null if it continues.</summary>
    protected double? Arrival { get; private set; }

    /// <summary>The step of the next phase, if paths must be brought into its bounds after this step; otherwise null.</summary>
    protected PathStep? Narrowing { get; private set; }

    /// <summary>Brings a value into the bounds of a path.</summary>
    /// <param name="index">The label set.</param>
    /// <param name="value">The value.</param>
    /// <param name="after">Whether the value is of the tick after the step, rather than before it.</param>
    public double Bound(int index, double value, bool after)
    {
        var bounds = after ? _boundsAfter : Step.Bounds;
        return Math.Clamp(value, ShareOf(index) * bounds.Lower, ShareOf(index) * bounds.Upper);
    }

    /// <summary>The share of a label set.</summary>
    protected abstract double ShareOf(int index);

    /// <summary>Prepares a tick, and evolves what all label sets share. Call it once for each tick, before the ranges.</summary>
    /// <param name="tick">The tick at which the step begins.</param>
    /// <param name="turn">The phase of the tick, and whether another begins with the next.</param>
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

    /// <summary>Restarts the path of a label set at the tick after the step. Call it after <see cref="Evolve"/>.</summary>
    /// <param name="index">The label set.</param>
    public void Renew(int index) => Renew(index, _renewed);

    /// <summary>Restarts the path of a label set; a path that all label sets share continues.</summary>
    /// <param name="index">The label set.</param>
    /// <param name="value">The value of a path with share 1.</param>
    protected abstract void Renew(int index, double value);

    /// <summary>Continues from the values of other paths of the same metric, unless their initial value was different or the phase sets a value.</summary>
    /// <param name="other">The other paths.</param>
    /// <param name="sources">For each label set, its number among the other paths; −1 for a new label set.</param>
    /// <param name="phase">The phase.</param>
    public void TakeOver(PathState other, ReadOnlySpan<int> sources, int phase)
    {
        var value = Plan.ValueOnEntering(phase) ?? (other.Plan.InitialValue == Plan.InitialValue ? null : Plan.InitialValue);
        Step = Plan.StepOf(phase);
        _boundsAfter = Step.Bounds;
        _state = value is null ? other._state : 0;
        Copy(other, sources, value);
    }

    /// <summary>Saves or restores the paths.</summary>
    public virtual void Exchange(IStateArrays arrays)
    {
        if (Plan.HasState) arrays.Common(ref _state);
    }

    /// <summary>Copies the values of other paths, in proportion to the shares, and their states. The values stay within the bounds of <see cref="Step"/>.</summary>
    /// <param name="other">The other paths.</param>
    /// <param name="sources">For each label set, its number among the other paths; −1 for a new label set.</param>
    /// <param name="value">The value of a path with share 1, to be set instead; null to copy.</param>
    protected abstract void Copy(PathState other, ReadOnlySpan<int> sources, double? value);

    /// <summary>Evolves the paths of a range of label sets by one step.</summary>
    /// <param name="tick">The tick at which the step begins.</param>
    /// <param name="first">The first label set, a multiple of <see cref="BlockLength"/>.</param>
    /// <param name="count">The number of label sets.</param>
    public abstract void Evolve(long tick, int first, int count);

    /// <summary>The values at the tick before the step. Call it before <see cref="Evolve"/>.</summary>
    /// <param name="first">The first label set.</param>
    /// <param name="scratch">Memory for the values, one for each label set that is wanted.</param>
    public abstract ReadOnlySpan<double> Before(int first, Span<double> scratch);

    /// <summary>The values at the tick after the step. Call it after <see cref="Evolve"/>.</summary>
    /// <param name="first">The first label set.</param>
    /// <param name="scratch">Memory for the values, one for each label set that is wanted.</param>
    public abstract ReadOnlySpan<double> After(int first, Span<double> scratch);
}
