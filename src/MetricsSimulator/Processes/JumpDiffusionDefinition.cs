using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>
/// Brownian motion with jumps, dX = μ dt + σ dW + dJ, where J is the sum of normal jumps that come as a Poisson process. With lognormal
/// sizes it is Merton's dX = μX dt + σX dW + X₋ dJ: a geometric Brownian motion between jumps, each of which multiplies it. Drift and volatility
/// apply between jumps: the drift is not corrected for the mean effect of jumps. Source: Merton, "Option pricing when underlying stock
/// returns are discontinuous", Journal of Financial Economics 3 (1976); exact steps as in Glasserman, Monte Carlo Methods in
/// Financial Engineering (2003), section 3.5.1.
/// </summary>
public sealed record JumpDiffusionDefinition : ProcessDefinition
{
    /// <summary>Creates the law of a path that jumps.</summary>
    /// <param name="initialValue">The value at the first tick; within the bounds.</param>
    /// <param name="jumps">The jumps.</param>
    /// <param name="drift">μ between jumps: the mean change per second in the unit of the path, or as a share of the value if sizes are lognormal; finite.</param>
    /// <param name="volatility">σ between jumps, as a share of the value if sizes are lognormal; by default zero.</param>
    /// <param name="bounds">The bounds of the path; by default [0, ∞).</param>
    /// <param name="atBounds">What happens at a bound; by default <see cref="BoundRule.Clamp"/>.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public JumpDiffusionDefinition(
        double initialValue, Jumps jumps, double drift = 0, Volatility? volatility = null, Bounds? bounds = null, BoundRule atBounds = BoundRule.Clamp)
        : base(initialValue, bounds, atBounds)
    {
        ArgumentNullException.ThrowIfNull(jumps);
        Rule.Require(Rule.Finite(drift), "drift");
        Drift = drift;
        Volatility = volatility ?? Volatility.Zero;
        Jumps = jumps;
    }

    /// <summary>μ: the mean change per second between jumps; as a share of the value if sizes are lognormal.</summary>
    public double Drift { get; }

    /// <summary>σ: the volatility between jumps; as a share of the value if sizes are lognormal.</summary>
    public Volatility Volatility { get; }

    /// <summary>The times and sizes of the jumps.</summary>
    public Jumps Jumps { get; }

    /// <inheritdoc/>
    internal override bool IsGeometric => Jumps.Sizes == JumpSizes.Lognormal;

    /// <summary>
    /// From a fixed x₀, with normal sizes: E X(t) = x₀ + (μ + λm)t and Var X(t) = (σ² + λ(m² + δ²))t. Lognormal sizes, with k₁ = e^{m + δ²/2} − 1 and
    /// k₂ = e^{2m + 2δ²} − 1: E X(t) = x₀e^{(μ + λk₁)t} and Var X(t) = (E X(t))²(e^{(σ² + λ(k₂ − 2k₁))t} − 1). A variance at the beginning changes as in the
    /// processes without jumps.
    /// </summary>
    /// <inheritdoc/>
    public override Moments MomentsAfter(TimeSpan elapsed, Moments from)
    {
        var t = elapsed.TotalSeconds;
        var (m, delta) = (Jumps.Mean, Jumps.StandardDeviation);
        var jumps = Jumps.PerSecond * t;
        var diffusion = Volatility.PerRootSecond * t * Volatility.PerRootSecond;
        if (!IsGeometric) return new Moments(from.Mean + Drift * t + jumps * m, from.Variance + diffusion + jumps * (m * m + delta * delta));
        var k1 = DeterministicMath.Exp(m + delta * delta / 2) - 1;
        var k2 = DeterministicMath.Exp(2 * (m + delta * delta)) - 1;
        return jumps == 0
            ? GeometricBrownianDefinition.LognormalMoments(from, Drift * t, diffusion)
            : GeometricBrownianDefinition.LognormalMoments(
                from, Drift * t + jumps * k1, double.IsInfinity(k2) ? k2 : diffusion + jumps * (k2 - 2 * k1));
    }

    /// <inheritdoc/>
    internal override Transitions TransitionsOver(TimeSpan length)
    {
        var t = length.TotalSeconds;
        var withoutJumps = IsGeometric
            ? GeometricBrownianDefinition.TransitionOver(t, Drift, Volatility)
            : BrownianDefinition.TransitionOver(t, Drift, Volatility);
        return new JumpTransitions(withoutJumps, Jumps, t);
    }
}
