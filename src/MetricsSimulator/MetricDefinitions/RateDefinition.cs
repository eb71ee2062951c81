using MetricsSimulator.Processes;

namespace MetricsSimulator.MetricDefinitions;

/// <summary>
/// A non-negative rate or intensity: a process, and the time unit of its values. If a path is at 30 and <see cref="Per"/> is one
/// minute, the rate is 0.5 per second. A negative value counts as 0.
/// </summary>
public sealed record RateDefinition
{
    /// <summary>Creates a rate.</summary>
    /// <param name="process">The law of the rate; its lower bound must be 0 or more.</param>
    /// <param name="per">The time unit, above zero; by default one second.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public RateDefinition(ProcessDefinition process, TimeSpan? per = null)
    {
        ArgumentNullException.ThrowIfNull(process);
        Rule.Require(BoundsViolation(process.Bounds), "bounds");
        Process = process;
        Per = per ?? TimeSpan.FromSeconds(1);
        Rule.Require(Rule.Positive(Per), "per");
    }

    /// <summary>The law of the rate.</summary>
    public ProcessDefinition Process { get; }

    /// <summary>The time unit of the values of the process.</summary>
    public TimeSpan Per { get; }

    /// <summary>The rule that the bounds of a rate break; null if they break none. A rate is never negative.</summary>
    public static string? BoundsViolation(Bounds bounds)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        return bounds.Lower >= 0 ? null : Rule.Broken("the lower bound of a rate or of a histogram's median must be 0 or more", bounds.Lower);
    }
}
