using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MetricsSimulator.Processes;

/// <summary>
/// X(t+Δ) = a·X(t) + w·b + √w·c·Z: the exact step of every process whose transition is a normal distribution with a mean linear in the
/// value. Brownian motion has a = 1; Ornstein–Uhlenbeck has a = e^{−κΔ}. Immutable and thread-safe.
/// </summary>
internal sealed class GaussianStep : PathStep
{
    private readonly double _factor;
    private readonly double _shift;
    private readonly double _deviation;

    /// <summary>Creates the step.</summary>
    /// <param name="definition">The process, for its bounds.</param>
    /// <param name="factor">a.</param>
    /// <param name="shift">b, of a path with the full share.</param>
    /// <param name="deviation">c, of a path with the full share.</param>
    public GaussianStep(ProcessDefinition definition, double factor, double shift, double deviation)
        : base(definition)
    {
        _factor = factor;
        _shift = shift;
        _deviation = deviation;
    }

    /// <inheritdoc/>
    public override bool IsIdle => _factor == 1 && _shift == 0 && _deviation == 0;

    /// <inheritdoc/>
    protected override void Move(Span<double> paths, ReadOnlySpan<double> normals, UniformShares shares) => Loop(paths, normals, shares);

    /// <inheritdoc/>
    protected override void Move(Span<double> paths, ReadOnlySpan<double> normals, WeightedShares shares) => Loop(paths, normals, shares);

    private void Loop<TShares>(Span<double> paths, ReadOnlySpan<double> normals, TShares shares)
        where TShares : struct, ISharesOfFour, allows ref struct
    {
        var factor = Vector256.Create(_factor);
        var shift = Vector256.Create(_shift);
        var deviation = Vector256.Create(_deviation);
        var lower = Vector256.Create(ClampLower);
        var upper = Vector256.Create(ClampUpper);
        ref var path = ref MemoryMarshal.GetReference(paths);
        ref var normal = ref MemoryMarshal.GetReference(normals);
        for (nuint i = 0; i < (nuint)paths.Length; i += 4)
        {
            var share = shares.Shares(i);
            var value = Vector256.LoadUnsafe(ref path, i) * factor + (share * shift + shares.Roots(i) * deviation * Vector256.LoadUnsafe(ref normal, i));
            Clamp(value, share * lower, share * upper).StoreUnsafe(ref path, i);
        }
    }
}
