using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>
/// Geometric Brownian motion, dX = μX dt + σX dW, with the exact step X(t+Δ) = X(t)·exp((μ − σ²/2)Δ + σ√Δ·Z). Drift and volatility are
/// relative to the value. Source: Glasserman (2003), section 3.2.1.
/// </summary>
public sealed record GeometricBrownianDefinition : ProcessDefinition
{
    /// <summary>Creates the law of a geometric path.</summary>
    /// <param name="initialValue">The value at the first tick; within the bounds.</param>
    /// <param name="drift">μ, the mean change per second as a share of the value; finite.</param>
    /// <param name="volatility">σ, as a share of the value; by default zero.</param>
    /// <param name="bounds">The bounds of the path; by default [0, ∞).</param>
    /// <param name="atBounds">What happens at a bound; by default <see cref="BoundRule.Clamp"/>.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public GeometricBrownianDefinition(
        double initialValue, double drift = 0, Volatility? volatility = null, Bounds? bounds = null, BoundRule atBounds = BoundRule.Clamp)
        : base(initialValue, bounds, atBounds)
    {
        Rule.Require(Rule.Finite(drift), "drift");
        Drift = drift;
        Volatility = volatility ?? Volatility.Zero;
    }

    /// <summary>μ: the mean change per second, as a share of the value.</summary>
    public double Drift { get; }

    /// <summary>σ: the volatility, as a share of the value.</summary>
    public Volatility Volatility { get; }

    /// <summary>E X(t) = E X(0)·e^{μt} and Var X(t) = (E X(t))²(e^{σ²t} − 1) + Var X(0)·e^{2μt + σ²t}.</summary>
    /// <inheritdoc/>
    public override Moments MomentsAfter(TimeSpan elapsed, Moments from)
    {
        var t = elapsed.TotalSeconds;
        var sigma = Volatility.PerRootSecond;
        return LognormalMoments(from, Drift * t, sigma * t * sigma);
    }

    /// <inheritdoc/>
    internal override bool IsGeometric => true;

    /// <inheritdoc/>
    internal override Transitions TransitionsOver(TimeSpan length) => new(TransitionOver(length.TotalSeconds, Drift, Volatility));

    /// <summary>(μ − σ²/2)Δ and σ√Δ.</summary>
    internal static Transition TransitionOver(double seconds, double drift, Volatility volatility)
    {
        var sigma = volatility.PerRootSecond;
        return new Transition(1, (drift - sigma * sigma / 2) * seconds, sigma * Math.Sqrt(seconds));
    }

    /// <summary>The moments of a path whose mean has grown by the factor e^growth, and its mean square by e^(2·growth + variance).</summary>
    internal static Moments LognormalMoments(Moments from, double growth, double variance)
    {
        // Each factor that may be 0 is checked by itself, because 0 · ∞ would be NaN.
        var mean = from.Mean == 0 ? 0 : from.Mean * DeterministicMath.Exp(growth);
        var relative = DeterministicMath.Exp(variance) - 1;
        var inherited = from.Variance == 0 ? 0 : from.Variance * DeterministicMath.Exp(2 * growth + variance);
        return new Moments(mean, inherited + (mean == 0 || relative == 0 ? 0 : mean * mean * relative));
    }
}
