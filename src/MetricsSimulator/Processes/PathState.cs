using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>
/// The paths of a range of label sets, all of one process, held in arrays. In a tick, disjoint ranges may be worked on by several threads:
/// each reads what it needs with <see cref="Before"/>, calls <see cref="Evolve"/>, and then reads with <see cref="After"/>.
/// </summary>
internal abstract class PathState
{
    /// <summary>How many paths are worked on at a time: the ranges of threads begin at a multiple of it.</summary>
    public const int BlockLength = NormalBlock.MaximumLength;

    /// <summary>A number of paths rounded up so that whole vectors can be worked on.</summary>
    public static int Padded(int count) => (count + NormalBlock.Lanes - 1) / NormalBlock.Lanes * NormalBlock.Lanes;

    /// <summary>Evolves what all label sets have in common; called once a tick, before the ranges.</summary>
    /// <param name="tick">The tick that the step leaves.</param>
    public virtual void Begin(long tick)
    {
    }

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
    public static PathState Independent(ProcessDefinition process, PathShares shares, SeriesKeys keys, DrawPurpose purpose, TimeSpan step) =>
        new IndependentPaths(process, shares, keys, purpose, step);

    /// <summary>One path of which every label set has its share.</summary>
    public static PathState Shared(ProcessDefinition process, PathShares shares, SeriesKey key, DrawPurpose purpose, TimeSpan step) =>
        new SharedPath(process, shares, key, purpose, step);
}
