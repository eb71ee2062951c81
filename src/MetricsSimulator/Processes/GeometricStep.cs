using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>X(t+Δ) = X(t)·exp(b + c·Z): the exact step of geometric Brownian motion. Immutable and thread-safe.</summary>
internal sealed class GeometricStep : PathStep
{
    // Beyond this a factor is 0 or infinite, and 0 · ∞ would be NaN.
    private const double LargestExponent = 700;

    private readonly double _shift;
    private readonly double _deviation;

    /// <summary>Creates the step.</summary>
    /// <param name="definition">The process, for its bounds.</param>
    /// <param name="shift">b = (μ − σ²/2)Δ.</param>
    /// <param name="deviation">c = σ√Δ.</param>
    public GeometricStep(ProcessDefinition definition, double shift, double deviation)
        : base(definition)
    {
        _shift = shift;
        _deviation = deviation;
    }

    /// <inheritdoc/>
    public override bool IsIdle => _shift == 0 && _deviation == 0;

    /// <inheritdoc/>
    protected override void Move(Span<double> paths, ReadOnlySpan<double> normals, UniformShares shares) => Loop(paths, normals, shares);

    /// <inheritdoc/>
    protected override void Move(Span<double> paths, ReadOnlySpan<double> normals, WeightedShares shares) => Loop(paths, normals, shares);

    private void Loop<TShares>(Span<double> paths, ReadOnlySpan<double> normals, TShares shares)
        where TShares : struct, ISharesOfFour, allows ref struct
    {
        for (var i = 0; i < paths.Length; i++)
            paths[i] *= DeterministicMath.Exp(Math.Clamp(_shift + _deviation * normals[i], -LargestExponent, LargestExponent));

        var lower = Vector256.Create(ClampLower);
        var upper = Vector256.Create(ClampUpper);
        ref var path = ref MemoryMarshal.GetReference(paths);
        for (nuint i = 0; i < (nuint)paths.Length; i += 4)
            Clamp(Vector256.LoadUnsafe(ref path, i), shares.Shares(i) * lower, shares.Shares(i) * upper).StoreUnsafe(ref path, i);
    }
}
