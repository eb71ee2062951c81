namespace MetricsSimulator.Processes;

/// <summary>
/// One of the two regimes of a path. While it lasts, the path follows dX = (μ + κ(θ − X)) dt + σ dW: a Brownian motion with drift at speed 0, and
/// mean reversion otherwise.
/// </summary>
public sealed record Regime
{
    /// <summary>
    /// The shortest mean duration, 2 s. The longest tick, a day, then never has as many regimes as a tick has draws for them, 65,536.
    /// </summary>
    public static readonly TimeSpan ShortestMeanDuration = TimeSpan.FromSeconds(2);

    /// <summary>Creates a regime.</summary>
    /// <param name="meanDuration">How long it lasts on average; see <see cref="MeanDurationViolation"/>.</param>
    /// <param name="drift">μ, the mean change per second without mean reversion; finite.</param>
    /// <param name="volatility">σ; by default zero.</param>
    /// <param name="speed">κ, per second; 0 or more. At 0 the level has no effect.</param>
    /// <param name="level">θ, the value to which the path is pulled; finite.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public Regime(TimeSpan meanDuration, double drift = 0, Volatility? volatility = null, double speed = 0, double level = 0)
    {
        Rule.Require(MeanDurationViolation(meanDuration), "mean_duration");
        Rule.Require(Rule.Finite(drift), "drift");
        Rule.Require(Rule.NonNegative(speed), "speed");
        Rule.Require(Rule.Finite(level), "level");
        MeanDuration = meanDuration;
        Drift = drift;
        Volatility = volatility ?? Volatility.Zero;
        Speed = speed;
        Level = level;
    }

    /// <summary>How long the regime lasts on average; each time for an exponentially distributed span.</summary>
    public TimeSpan MeanDuration { get; }

    /// <summary>μ: the mean change per second, without what mean reversion adds.</summary>
    public double Drift { get; }

    /// <summary>σ: how strongly the path varies.</summary>
    public Volatility Volatility { get; }

    /// <summary>κ: the share of its distance to the level that the path closes per second, at first.</summary>
    public double Speed { get; }

    /// <summary>θ: the value to which the path is pulled.</summary>
    public double Level { get; }

    /// <summary>The rule that a mean duration breaks, or null.</summary>
    public static string? MeanDurationViolation(TimeSpan duration) =>
        duration >= ShortestMeanDuration ? null : Rule.Broken("must be at least 2 seconds", duration.TotalSeconds);

    /// <summary>How a path moves in a span of time in which the regime lasts.</summary>
    internal Transition TransitionOver(double seconds)
    {
        var closed = OrnsteinUhlenbeckDefinition.Decay(Speed * seconds);
        var driftTime = Speed == 0 ? seconds : closed / Speed;
        var deviation = Volatility.PerRootSecond * Math.Sqrt(OrnsteinUhlenbeckDefinition.VarianceTime(Speed, seconds));
        return new Transition(1 - closed, Level * closed + Drift * driftTime, deviation);
    }
}
