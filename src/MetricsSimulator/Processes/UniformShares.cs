using System.Runtime.Intrinsics;

namespace MetricsSimulator.Processes;

/// <summary>The same share for every path.</summary>
/// <param name="Share">w.</param>
/// <param name="Root">√w.</param>
internal readonly record struct UniformShares(double Share, double Root) : ISharesOfFour
{
    /// <inheritdoc/>
    public Vector256<double> Shares(nuint index) => Vector256.Create(Share);

    /// <inheritdoc/>
    public Vector256<double> Roots(nuint index) => Vector256.Create(Root);
}
