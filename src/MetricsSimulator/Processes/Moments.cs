namespace MetricsSimulator.Processes;

/// <summary>The mean and variance of a path at one instant, as if it had no bounds.</summary>
/// <param name="Mean">The expectation, in the unit of the path.</param>
/// <param name="Variance">The variance, in the unit of the path squared.</param>
public readonly record struct Moments(double Mean, double Variance)
{
    /// <summary>The square root of <see cref="Variance"/>, in the unit of the path.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);
}
