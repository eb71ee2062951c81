namespace MetricsSimulator.Processes;

/// <summary>
/// Brownian motion with drift, dX = μ dt + σ dW, with the exact step X(t+Δ) = X(t) + μΔ + σ√Δ·Z. The default process.
/// Source: Glasserman, Monte Carlo Methods in Financial Engineering (2003), section 3.1.1.
/// </summary>
public sealed record BrownianDefinition : ProcessDefinition
{
    /// <summary>Creates the law of a Brownian path.</summary>
    /// <param name="initialValue">The value at the first tick; within the bounds.</param>
    /// <param name="drift">μ, the mean change per second, in the unit of the path; finite.</param>
    /// <param name="volatility">σ, in the unit of the path; by default zero.</param>
    /// <param name="bounds">The bounds of the path; by default [0, ∞).</param>
    /// <param name="atBounds">What happens at a bound; by default <see cref="BoundRule.Clamp"/>.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public BrownianDefinition(
        double initialValue, double drift = 0, Volatility? volatility = null, Bounds? bounds = null, BoundRule atBounds = BoundRule.Clamp)
        : base(initialValue, bounds, atBounds)
    {
        Rule.Require(Rule.Finite(drift), "drift");
        Drift = drift;
        Volatility = volatility ?? Volatility.Zero;
    }

    /// <summary>μ: the mean change of the path per second.</summary>
    public double Drift { get; }

    /// <summary>σ: the volatility, in the unit of the path.</summary>
    public Volatility Volatility { get; }

    /// <summary>E X(t) = E X(0) + μt and Var X(t) = Var X(0) + σ²t.</summary>
    /// <inheritdoc/>
    public override Moments MomentsAfter(TimeSpan elapsed, Moments from)
    {
        var t = elapsed.TotalSeconds;
        var sigma = Volatility.PerRootSecond;
        // Any other order would give ∞ · 0 = NaN at time 0 if the square overflows.
        return new Moments(from.Mean + Drift * t, from.Variance + sigma * t * sigma);
    }

    /// <inheritdoc/>
    internal override Transitions TransitionsOver(TimeSpan length) => new(TransitionOver(length.TotalSeconds, Drift, Volatility));

    /// <summary>μΔ and σ√Δ.</summary>
    internal static Transition TransitionOver(double seconds, double drift, Volatility volatility) =>
        new(1, drift * seconds, volatility.PerRootSecond * Math.Sqrt(seconds));
}
