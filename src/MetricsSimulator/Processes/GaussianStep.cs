using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MetricsSimulator.Processes;

/// <summary>
/// X(t+Δ) = a·X(t) + w·b + √w·c·Z: the exact step of every process whose transition is a normal distribution with a mean linear in the
/// value. Brownian motion has a = 1; Ornstein–Uhlenbeck has a = e^{−κΔ}.
/// </summary>
internal sealed class GaussianStep(ProcessDefinition definition, TimeSpan length) : PathStep(definition, length)
{
    /// <inheritdoc/>
    protected override void Move(in Transition transition, Span<double> paths, ReadOnlySpan<double> normals, UniformShares shares) =>
        Loop(transition, paths, normals, shares);

    /// <inheritdoc/>
    protected override void Move(in Transition transition, Span<double> paths, ReadOnlySpan<double> normals, WeightedShares shares) =>
        Loop(transition, paths, normals, shares);

    /// <inheritdoc/>
    protected override double Move(in Transition transition, double path, double normal) =>
        path * transition.Factor + (transition.Shift + transition.Deviation * normal);

    private void Loop<TShares>(in Transition transition, Span<double> paths, ReadOnlySpan<double> normals, TShares shares)
        where TShares : struct, ISharesOfFour, allows ref struct
    {
        var factor = Vector256.Create(transition.Factor);
        var shift = Vector256.Create(transition.Shift);
        var deviation = Vector256.Create(transition.Deviation);
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
