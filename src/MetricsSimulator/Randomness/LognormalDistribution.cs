namespace MetricsSimulator.Randomness;

/// <summary>
/// The lognormal distribution of the observations of a histogram. Its median is m, and s is the standard deviation of the natural logarithm.
/// Source of the moments: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 14.
/// </summary>
/// <param name="Median">m, 0 or more; at 0 every value is 0.</param>
/// <param name="Spread">s, 0 or more; at 0 every value is the median.</param>
public readonly record struct LognormalDistribution(double Median, double Spread)
{
    /// <summary>The largest spread. With it, two thirds of all values lie within a factor of e¹⁰, 22,026, around the median.</summary>
    public const double LargestSpread = 10;

    /// <summary>
    /// The largest median. With it and any spread up to <see cref="LargestSpread"/>, the sum of 2⁵³ values and its variance, 2⁵³·m²e^{2s²}, are finite.
    /// </summary>
    public const double LargestMedian = 1e100;

    /// <summary>Whether every value is the median.</summary>
    public bool IsDegenerate => Spread == 0 || Median <= 0;

    /// <summary>m·e^{sz}: values are at or below it with probability Φ(<paramref name="z"/>).</summary>
    public double AtNormal(double z) => IsDegenerate ? Median : Median * DeterministicMath.Exp(Spread * z);

    /// <summary>(ln x − ln m)/s: the normal quantile of the value <paramref name="x"/>; −∞ if x is at or below 0.</summary>
    public double NormalAt(double x) =>
        x <= 0 ? double.NegativeInfinity
        : double.IsPositiveInfinity(x) ? x
        : (DeterministicMath.Log(x) - DeterministicMath.Log(Median)) / Spread;

    /// <summary>The probability of a value at or below <paramref name="x"/>.</summary>
    public double Cumulative(double x) =>
        IsDegenerate ? (x >= Median ? 1 : 0) : NormalDistribution.Cumulative(NormalAt(x));

    /// <summary>The mean and variance of a value that lies between two others, given their normal quantiles.</summary>
    /// <param name="lower">The normal quantile of the lower end; may be −∞.</param>
    /// <param name="upper">The normal quantile of the upper end; may be ∞.</param>
    public (double Mean, double Variance) MomentsBetween(double lower, double upper)
    {
        var probability = Mass(lower, upper, 0);
        if (probability <= 0) return (Median, 0);
        var mean = Median * DeterministicMath.Exp(Spread * Spread / 2) * Mass(lower, upper, Spread) / probability;
        var square = Median * Median * DeterministicMath.Exp(2 * Spread * Spread) * Mass(lower, upper, 2 * Spread) / probability;
        // If the mean square overflows, the mean alone must do, because ∞ − ∞ would be NaN.
        return (mean, double.IsFinite(square) ? Math.Max(0, square - mean * mean) : 0);
    }

    /// <summary>Φ(upper − shift) − Φ(lower − shift), computed on the side of the distribution where no digits are lost.</summary>
    private static double Mass(double lower, double upper, double shift)
    {
        var from = lower - shift;
        var to = upper - shift;
        return from > 0
            ? NormalDistribution.Cumulative(-from) - NormalDistribution.Cumulative(-to)
            : NormalDistribution.Cumulative(to) - NormalDistribution.Cumulative(from);
    }
}
