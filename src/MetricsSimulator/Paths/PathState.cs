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

    private readonly PathPlan _plan;

    /// <summary>Creates the part that all paths have.</summary>
    private protected PathState(PathPlan plan)
    {
        _plan = plan;
        Step = plan.StepOf(0);
        Bounds = plan.BoundsOf(0);
    }

    /// <summary>The step of the tick.</summary>
    protected PathStep Step { get; private set; }

    /// <summary>What a path with the full share does not leave in the tick.</summary>
    protected Bounds Bounds { get; private set; }

    /// <summary>A value that a path might have had, within the bounds of the path.</summary>
    /// <param name="index">The label set.</param>
    /// <param name="value">The value.</param>
    public double Bound(int index, double value) => Math.Clamp(value, ShareOf(index) * Bounds.Lower, ShareOf(index) * Bounds.Upper);

    /// <summary>The share of a label set.</summary>
    protected abstract double ShareOf(int index);

    /// <summary>What a path with the full share is set to after the step; null when it goes on.</summary>
    protected double? Arrival { get; private set; }

    /// <summary>Prepares a tick, and evolves what all label sets have in common; called once a tick, before the ranges.</summary>
    /// <param name="tick">The tick that the step leaves.</param>
    /// <param name="turn">The phase of the tick, and what begins with the next.</param>
    public virtual void Begin(long tick, PhaseTurn turn)
    {
        Step = _plan.StepOf(turn.Phase);
        Bounds = _plan.BoundsOf(turn.Phase);
        Arrival = _plan.ArrivalAt(turn);
    }

    /// <summary>Goes on from where other paths of the same metric are, unless their initial value was another or the phase sets a value.</summary>
    /// <param name="other">The other paths.</param>
    /// <param name="sources">For each label set, its number among the other paths; −1 for one that is new.</param>
    /// <param name="phase">The phase.</param>
    public void TakeOver(PathState other, ReadOnlySpan<int> sources, int phase)
    {
        var value = _plan.ValueOnEntering(phase) ?? (other._plan.InitialValue == _plan.InitialValue ? null : _plan.InitialValue);
        Copy(other, sources, value);
    }

    /// <summary>Tells where the paths are, to be kept or to be put back.</summary>
    public abstract void Exchange(IStateArrays arrays);

    /// <summary>Copies the values of other paths, share for share.</summary>
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

    /// <summary>One path per label set.</summary>
    public static PathState Independent(PathPlan plan, PathShares shares, SeriesKeys keys, DrawPurpose purpose) =>
        new IndependentPaths(plan, shares, keys, purpose);

    /// <summary>One path of which every label set has its share.</summary>
    public static PathState Shared(PathPlan plan, PathShares shares, SeriesKey key, DrawPurpose purpose) =>
        new SharedPath(plan, shares, key, purpose);
}
