using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>
/// One step of fixed length of many paths of one process: what a <see cref="ProcessDefinition"/> becomes once the length of a tick is
/// known. Immutable and thread-safe.
/// </summary>
internal abstract class PathStep
{
    private readonly BoundRule _atBounds;

    /// <summary>Creates the part that every step has.</summary>
    private protected PathStep(ProcessDefinition definition)
    {
        // Finite ends keep a path that runs away from turning into infinity and then NaN.
        Lower = Math.Max(definition.Bounds.Lower, -double.MaxValue);
        Upper = Math.Min(definition.Bounds.Upper, double.MaxValue);
        _atBounds = definition.AtBounds;
    }

    /// <summary>Whether the step leaves every path as it is.</summary>
    public virtual bool IsIdle => false;

    /// <summary>The lower bound of a path with the full share.</summary>
    protected double Lower { get; }

    /// <summary>The upper bound of a path with the full share.</summary>
    protected double Upper { get; }

    /// <summary>Moves paths one step on.</summary>
    /// <param name="paths">The values, replaced; a multiple of <see cref="NormalBlock.Lanes"/>.</param>
    /// <param name="normals">One standard normal draw per path.</param>
    /// <param name="shares">The shares of the paths.</param>
    /// <param name="first">The number of the first path among the shares.</param>
    public void Evolve(Span<double> paths, ReadOnlySpan<double> normals, PathShares shares, int first)
    {
        Move(paths, normals, shares, first);
        if (_atBounds == BoundRule.Clamp) Clamp(paths, shares, first);
        else Reflect(paths, shares, first);
    }

    /// <summary>Moves paths one step on, as if there were no bounds.</summary>
    protected abstract void Move(Span<double> paths, ReadOnlySpan<double> normals, PathShares shares, int first);

    private void Clamp(Span<double> paths, PathShares shares, int first)
    {
        var lower = Vector256.Create(Lower);
        var upper = Vector256.Create(Upper);
        ref var start = ref MemoryMarshal.GetReference(paths);
        for (nuint i = 0; i < (nuint)paths.Length; i += 4)
        {
            var share = shares.Load(first + (int)i);
            var value = Vector256.LoadUnsafe(ref start, i);
            value = Vector256.MinNative(Vector256.MaxNative(value, share * lower), share * upper);
            Vector256.StoreUnsafe(value, ref start, i);
        }
    }

    private void Reflect(Span<double> paths, PathShares shares, int first)
    {
        for (var i = 0; i < paths.Length; i++)
        {
            var share = shares[first + i];
            paths[i] = Reflect(paths[i], share * Lower, share * Upper);
        }
    }

    /// <summary>A value mirrored at two bounds until it lies between them.</summary>
    internal static double Reflect(double value, double lower, double upper)
    {
        if (value >= lower && value <= upper) return value;
        var width = upper - lower;
        var beyond = value < lower ? lower - value : value - upper;
        if (beyond > width) beyond -= 2 * width * Math.Floor(beyond / (2 * width));
        // After whole there-and-backs the rest may still lead past the far bound, from which it returns.
        if (beyond > width) beyond = 2 * width - beyond;
        return Math.Clamp(value < lower ? lower + beyond : upper - beyond, lower, upper);
    }
}
