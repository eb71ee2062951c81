namespace MetricsSimulator.Processes;

/// <summary>
/// The law of a path: where it begins, how it evolves, and its bounds. Paths start at
/// <see cref="InitialValue"/> and are evolved tick by tick with exact steps wherever a closed form exists.
/// </summary>
public abstract record ProcessDefinition
{
    /// <summary>
    /// The greatest absolute value of a path. It is a bound where no nearer one is set, so that sums and squares of values stay finite.
    /// </summary>
    public const double GreatestValue = 1e150;

    /// <summary>Creates the part that all processes share.</summary>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    private protected ProcessDefinition(double initialValue, Bounds? bounds, BoundRule atBounds)
    {
        Bounds = bounds ?? Bounds.NonNegative;
        Rule.Require(InitialValueViolation(initialValue, Bounds), "initial_value");
        InitialValue = initialValue;
        AtBounds = atBounds;
    }

    /// <summary>The value at the first tick, in the unit of the path.</summary>
    public double InitialValue { get; }

    /// <summary>The bounds of the path; by default [0, ∞).</summary>
    public Bounds Bounds { get; }

    /// <summary>What happens at a bound; <see cref="BoundRule.Clamp"/> unless given.</summary>
    public BoundRule AtBounds { get; }

    /// <summary>The mean and variance of the path after a span of time, as if it had no bounds.</summary>
    /// <param name="elapsed">The time since the first tick, zero or more.</param>
    public Moments MomentsAfter(TimeSpan elapsed) => MomentsAfter(elapsed, new Moments(InitialValue, 0));

    /// <summary>The mean and variance of the path after a span of time, as if it had no bounds, when they are known before it. Regimes begin calm.</summary>
    /// <param name="elapsed">The span, zero or more.</param>
    /// <param name="from">The mean and variance at its beginning.</param>
    public abstract Moments MomentsAfter(TimeSpan elapsed, Moments from);

    /// <summary>The rule that an initial value breaks; null if it breaks none.</summary>
    public static string? InitialValueViolation(double initialValue, Bounds bounds)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        return Rule.Finite(initialValue)
            ?? (Math.Abs(initialValue) <= GreatestValue ? null : Rule.Broken("must be at most 1E+150 in size", initialValue))
            ?? (bounds.Contains(initialValue) ? null : Rule.Broken($"must lie within the bounds {Rule.Interval(bounds.Lower, bounds.Upper)}", initialValue));
    }

    /// <summary>Whether a step multiplies the path. The share of such a path changes only its initial value.</summary>
    internal virtual bool IsGeometric => false;

    /// <summary>The transitions of this process over steps of a fixed length.</summary>
    internal abstract Transitions TransitionsOver(TimeSpan length);
}
