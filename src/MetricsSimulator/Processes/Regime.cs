namespace MetricsSimulator.Processes;

/// <summary>
/// One of the two regimes of a path. In a regime, the path follows dX = (μ + κ(θ − X)) dt + σ dW: a Brownian motion with drift at speed 0, and
/// mean reversion otherwise.
/// </summary>
public sealed record Regime
{
    /// <summary>
    /// The shortest mean duration, 2 s. It keeps the regimes of the longest tick, a day, below the 65,536 draws that a tick has for them.
    /// </summary>
    public static readonly TimeSpan ShortestMeanDuration = TimeSpan.FromSeconds(2);

    /// <summary>Creates a regime.</summary>
    /// <param name="meanDuration">The mean duration; see <see cref="MeanDurationViolation"/>.</param>
    /// <param name="drift">μ, the mean change per second without mean reversion; finite.</param>
    /// <param name="volatility">σ, in the unit of the path; by default zero.</param>
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

    /// <summary>The mean duration. Each duration is exponentially distributed.</summary>
    public TimeSpan MeanDuration { get; }

    /// <summary>μ: the mean change per second, apart from mean reversion.</summary>
    public double Drift { get; }

    /// <summary>σ: the volatility, in the unit of the path.</summary>
    public Volatility Volatility { get; }

    /// <summary>κ: the share of its distance to the level that the path closes per second, at first.</summary>
    public double Speed { get; }

    /// <summary>θ: the value to which the path is pulled.</summary>
    public double Level { get; }

    /// <summary>The rule that a mean duration breaks; null if it breaks none.</summary>
    public static string? MeanDurationViolation(TimeSpan duration) =>
        duration >= ShortestMeanDuration ? null : Rule.Broken("must be at least 2 seconds", duration.TotalSeconds);

    /// <summary>The transition of a path over a span of time within the regime.</summary>
    internal Transition TransitionOver(double seconds)
    {
        var closed = OrnsteinUhlenbeckDefinition.Decay(Speed * seconds);
        var driftTime = Speed == 0 ? seconds : closed / Speed;
        var deviation = Volatility.PerRootSecond * Math.Sqrt(OrnsteinUhlenbeckDefinition.VarianceTime(Speed, seconds));
        return new Transition(1 - closed, Level * closed + Drift * driftTime, deviation);
    }
}
