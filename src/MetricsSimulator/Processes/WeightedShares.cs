using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MetricsSimulator.Processes;

/// <summary>A share for each path. Thread-safe for reading.</summary>
internal readonly ref struct WeightedShares(ReadOnlySpan<double> shares, ReadOnlySpan<double> roots) : ISharesOfFour
{
    private readonly ref double _shares = ref MemoryMarshal.GetReference(shares);
    private readonly ref double _roots = ref MemoryMarshal.GetReference(roots);

    /// <inheritdoc/>
    public Vector256<double> Shares(nuint index) => Vector256.LoadUnsafe(ref _shares, index);

    /// <inheritdoc/>
    public Vector256<double> Roots(nuint index) => Vector256.LoadUnsafe(ref _roots, index);
}
