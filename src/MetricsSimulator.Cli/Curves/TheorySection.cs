using MetricsSimulator.Model;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Cli.Curves;

/// <summary>A part of a run in which the model stays the same, and its theory.</summary>
/// <param name="Begin">Its first tick.</param>
/// <param name="Origin">The tick at which its scenario began.</param>
/// <param name="Theory">Its theory.</param>
/// <param name="Path">The mean and variance of a path at its first tick.</param>
/// <param name="Jumps">Whether the curve jumps at its first tick.</param>
internal sealed record TheorySection(long Begin, long Origin, PathTheory Theory, Moments Path, bool Jumps)
{
    /// <summary>The mean and variance of a path at a tick of the part.</summary>
    public Moments PathAt(long tick, Timeline timeline) => PathAfter((tick - Origin) * timeline.UpdateInterval, timeline);

    /// <summary>The mean and variance of a path in the part.</summary>
    /// <param name="elapsed">The time since the scenario began. If that is before the part, the first tick of the part counts.</param>
    /// <param name="timeline">The ticks.</param>
    public Moments PathAfter(TimeSpan elapsed, Timeline timeline)
    {
        var entered = (Begin - Origin) * timeline.UpdateInterval;
        return Theory.PathAfter(elapsed > entered ? elapsed : entered, entered, Path);
    }
}
