namespace MetricsSimulator.Processes;

/// <summary>
/// The standard deviation of the change of a path over a stated span of time.
/// </summary>
public readonly record struct Volatility
{
    /// <summary>No variation at all.</summary>
    public static readonly Volatility Zero = new(0, TimeSpan.FromSeconds(1));

    /// <summary>Creates a volatility of <paramref name="value"/> over <paramref name="per"/>.</summary>
    /// <param name="value">The standard deviation of the change over <paramref name="per"/>; 0 or more. In the unit of the path, or as a share of the value if geometric.</param>
    /// <param name="per">The span of time, above zero.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public Volatility(double value, TimeSpan per)
    {
        Rule.Require(Rule.NonNegative(value), "volatility");
        Rule.Require(Rule.Positive(per), "volatility_per");
        Value = value;
        Per = per;
    }

    /// <summary>The standard deviation of the change over <see cref="Per"/>.</summary>
    public double Value { get; }

    /// <summary>The span of time over which <see cref="Value"/> is measured.</summary>
    public TimeSpan Per { get; }

    /// <summary>σ of the stochastic differential equation: the standard deviation of the change over one second.</summary>
    public double PerRootSecond => Value == 0 ? 0 : Value / Math.Sqrt(Per.TotalSeconds);
}
