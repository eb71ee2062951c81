using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>
/// Ornstein–Uhlenbeck, dX = κ(θ − X) dt + σ dW: mean reversion pulls the path to its level. The exact step is
/// X(t+Δ) = θ + (X(t) − θ)e^{−κΔ} + σ√((1 − e^{−2κΔ})/2κ)·Z. Source: Glasserman (2003), section 3.3.1.
/// </summary>
public sealed record OrnsteinUhlenbeckDefinition : ProcessDefinition
{
    /// <summary>Creates the law of a mean-reverting path.</summary>
    /// <param name="initialValue">The value at the first tick; within the bounds.</param>
    /// <param name="speed">κ, per second; 0 or more. At 0 the path is a Brownian motion without drift.</param>
    /// <param name="level">θ, the value to which the path is pulled; finite.</param>
    /// <param name="volatility">σ, in the unit of the path; by default zero.</param>
    /// <param name="bounds">The bounds of the path; by default [0, ∞).</param>
    /// <param name="atBounds">What happens at a bound; by default <see cref="BoundRule.Clamp"/>.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public OrnsteinUhlenbeckDefinition(
        double initialValue, double speed, double level, Volatility? volatility = null, Bounds? bounds = null, BoundRule atBounds = BoundRule.Clamp)
        : base(initialValue, bounds, atBounds)
    {
        Rule.Require(Rule.NonNegative(speed), "speed");
        Rule.Require(Rule.Finite(level), "level");
        Speed = speed;
        Level = level;
        Volatility = volatility ?? Volatility.Zero;
    }

    /// <summary>κ: the share of its distance to the level that the path closes per second, at first.</summary>
    public double Speed { get; }

    /// <summary>θ: the value to which the path is pulled.</summary>
    public double Level { get; }

    /// <summary>σ: the volatility over spans much shorter than 1/κ.</summary>
    public Volatility Volatility { get; }

    /// <summary>E X(t) = θ + (E X(0) − θ)e^{−κt} and Var X(t) = Var X(0)·e^{−2κt} + σ²(1 − e^{−2κt})/2κ.</summary>
    /// <inheritdoc/>
    public override Moments MomentsAfter(TimeSpan elapsed, Moments from)
    {
        var t = elapsed.TotalSeconds;
        var sigma = Volatility.PerRootSecond;
        var closed = Decay(Speed * t);
        return new Moments(from.Mean * (1 - closed) + Level * closed, from.Variance * (1 - closed) * (1 - closed) + sigma * VarianceTime(Speed, t) * sigma);
    }

    /// <summary>
    /// (1 − e^{−2κt})/2κ: the seconds that a Brownian motion would need to reach the same variance. At speed 0 its limit, t.
    /// </summary>
    internal static double VarianceTime(double speed, double seconds) => speed == 0 ? seconds : Decay(2 * (speed * seconds)) / (2 * speed);

    /// <summary>1 − e^{−x}: the share of its distance that a path closes. Small x use the series, which loses no digits to cancellation.</summary>
    internal static double Decay(double x) => x < 1e-5 ? x * (1 - x / 2 + x * x / 6) : 1 - DeterministicMath.Exp(-x);

    /// <inheritdoc/>
    internal override Transitions TransitionsOver(TimeSpan length)
    {
        var t = length.TotalSeconds;
        var closed = Decay(Speed * t);
        return new Transitions(new Transition(1 - closed, Level * closed, Volatility.PerRootSecond * Math.Sqrt(VarianceTime(Speed, t))));
    }
}
