namespace MetricsSimulator.Processes;

/// <summary>What happens to a path that would leave its <see cref="Bounds"/>.</summary>
public enum BoundRule
{
    /// <summary>
    /// The path is set to the bound (the specification's rule). Probability piles up on the bound; the amount depends on the
    /// length of a step.
    /// </summary>
    Clamp,

    /// <summary>The path is mirrored at the bound, as often as needed. Without drift this is the exact law of reflected Brownian motion.</summary>
    Reflect,
}
