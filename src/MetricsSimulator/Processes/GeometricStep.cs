using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>X(t+Δ) = X(t)·exp(b + c·Z): the exact step of every process whose logarithm has normal increments.</summary>
internal sealed class GeometricStep(ProcessDefinition definition, TimeSpan length) : PathStep(definition, length)
{
    // A larger exponent gives a factor of 0 or ∞, and 0 · ∞ would be NaN.
    private const double LargestExponent = 700;

    /// <inheritdoc/>
    protected override void Move(in Transition transition, Span<double> paths, ReadOnlySpan<double> normals, UniformShares shares) =>
        Loop(transition, paths, normals, shares);

    /// <inheritdoc/>
    protected override void Move(in Transition transition, Span<double> paths, ReadOnlySpan<double> normals, WeightedShares shares) =>
        Loop(transition, paths, normals, shares);

    /// <inheritdoc/>
    protected override double Move(in Transition transition, double path, double normal) =>
        path * DeterministicMath.Exp(Math.Clamp(transition.Shift + transition.Deviation * normal, -LargestExponent, LargestExponent));

    private void Loop<TShares>(in Transition transition, Span<double> paths, ReadOnlySpan<double> normals, TShares shares)
        where TShares : struct, ISharesOfFour, allows ref struct
    {
        for (var i = 0; i < paths.Length; i++) paths[i] = Move(transition, paths[i], normals[i]);

        var lower = Vector256.Create(ClampLower);
        var upper = Vector256.Create(ClampUpper);
        ref var path = ref MemoryMarshal.GetReference(paths);
        for (nuint i = 0; i < (nuint)paths.Length; i += 4)
            Clamp(Vector256.LoadUnsafe(ref path, i), shares.Shares(i) * lower, shares.Shares(i) * upper).StoreUnsafe(ref path, i);
    }
}
