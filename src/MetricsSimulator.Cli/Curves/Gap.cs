namespace MetricsSimulator.Cli.Curves;

/// <summary>
/// What label sets grew by while they were absent. Prometheus knows of it in a window that holds samples before and after, and does not in one that begins between them.
/// </summary>
/// <param name="Last">The last tick before, at which they were present.</param>
/// <param name="Return">The tick at which they were present again.</param>
/// <param name="Growth">By how much each value grew.</param>
internal sealed record Gap(long Last, long Return, ExactSum[] Growth)
{
    /// <summary>Whether a window misses the growth.</summary>
    /// <param name="begin">The first tick of the window.</param>
    /// <param name="end">The last tick of the window.</param>
    public bool IsMissedBy(long begin, long end) => Last < begin && begin < Return && Return <= end;
}
