using System.Runtime.Intrinsics;

namespace MetricsSimulator.Processes;

/// <summary>Shares of paths, four at a time. Implemented by structs, so that a loop over them is compiled for each and hoists what is the same.</summary>
internal interface ISharesOfFour
{
    /// <summary>The shares w of four paths.</summary>
    /// <param name="index">The first of them.</param>
    Vector256<double> Shares(nuint index);

    /// <summary>The roots √w of the shares of four paths.</summary>
    /// <param name="index">The first of them.</param>
    Vector256<double> Roots(nuint index);
}
