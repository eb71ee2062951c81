using System.Runtime.Intrinsics;

namespace MetricsSimulator.Processes;

/// <summary>The shares of paths, four at a time. Structs implement it, so that the compiler makes one loop for each and moves constant values out of it.</summary>
internal interface ISharesOfFour
{
    /// <summary>The shares w of four paths.</summary>
    /// <param name="index">The number of the first of them.</param>
    Vector256<double> Shares(nuint index);

    /// <summary>The roots √w of the shares of four paths.</summary>
    /// <param name="index">The number of the first of them.</param>
    Vector256<double> Roots(nuint index);
}
