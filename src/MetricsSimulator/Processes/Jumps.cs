namespace MetricsSimulator.Processes;

/// <summary>Jumps that come as a Poisson process, each with its own random size.</summary>
public sealed record Jumps
{
    /// <summary>Creates jumps.</summary>
    /// <param name="intensity">The mean number of jumps in <paramref name="per"/>; 0 or more, finite.</param>
    /// <param name="per">The time unit of the intensity; above zero.</param>
    /// <param name="mean">
    /// The mean size, in the unit of the path. For lognormal sizes, the mean of the natural logarithm of the factor: 0.69 doubles the path. Finite; by default 0.
    /// </param>
    /// <param name="standardDeviation">The standard deviation of the sizes, or of the logarithms of the factors; 0 or more, finite; by default 0.</param>
    /// <param name="sizes">The distribution of the sizes; by default normal.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public Jumps(double intensity, TimeSpan per, double mean = 0, double standardDeviation = 0, JumpSizes sizes = JumpSizes.Normal)
    {
        Rule.Require(Rule.NonNegative(intensity), "intensity");
        Rule.Require(Rule.Positive(per), "per");
        Rule.Require(Rule.Finite(mean), "mean");
        Rule.Require(Rule.NonNegative(standardDeviation), "standard_deviation");
        Intensity = intensity;
        Per = per;
        Mean = mean;
        StandardDeviation = standardDeviation;
        Sizes = sizes;
    }

    /// <summary>The mean number of jumps in <see cref="Per"/>.</summary>
    public double Intensity { get; }

    /// <summary>The time unit of <see cref="Intensity"/>.</summary>
    public TimeSpan Per { get; }

    /// <summary>m: the mean size of a jump, or of the natural logarithm of a factor.</summary>
    public double Mean { get; }

    /// <summary>δ: the standard deviation of the sizes, or of the logarithms of factors.</summary>
    public double StandardDeviation { get; }

    /// <summary>The distribution of the sizes.</summary>
    public JumpSizes Sizes { get; }

    /// <summary>λ: the mean number of jumps in one second.</summary>
    public double PerSecond => Intensity / Per.TotalSeconds;
}
