using MetricsSimulator.Model;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Cli.Curves;

/// <summary>A part of a run in which the model stays the same, and its theory.</summary>
/// <param name="Begin">Its first tick.</param>
/// <param name="Origin">The tick at which its scenario began.</param>
/// <param name="Theory">Its theory; null if the model has no closed form.</param>
/// <param name="Path">The mean and variance of a path at its first tick; of no meaning if there is an obstacle.</param>
/// <param name="Jumps">Whether the curve jumps at its first tick.</param>
/// <param name="Obstacle">Why the curve has no closed form in this part; null if it has one.</param>
internal sealed record TheorySection(long Begin, long Origin, PathTheory? Theory, Moments Path, bool Jumps, TheoryObstacle? Obstacle = null)
{
    /// <summary>A part in which the curve has no closed form.</summary>
    /// <param name="begin">Its first tick.</param>
    /// <param name="origin">The tick at which its scenario began.</param>
    /// <param name="theory">The theory of its model; null if that has no closed form.</param>
    /// <param name="obstacle">Why the curve has none.</param>
    public static TheorySection Without(long begin, long origin, PathTheory? theory, TheoryObstacle obstacle) => new(begin, origin, theory, default, Jumps: true, obstacle);

    /// <summary>The part that a reload begins.</summary>
    /// <param name="tick">The tick of the reload.</param>
    /// <param name="theory">The theory of the new model; null if that has no closed form.</param>
    /// <param name="obstacle">Why the new model has none; null if it has one.</param>
    /// <param name="hasOtherLabels">Whether the reload changed the labels of the metric.</param>
    /// <param name="timeline">The ticks.</param>
    public TheorySection ReloadedAt(long tick, PathTheory? theory, TheoryObstacle? obstacle, bool hasOtherLabels, Timeline timeline)
    {
        if (theory is null) return Without(tick, Origin, null, obstacle!);
        if (theory.HasRegimes || Theory?.HasRegimes == true) return Without(tick, Origin, theory, new TheoryObstacle("a path that switches regimes has no closed form from before a reload to after it"));
        var elapsed = (tick - Origin) * timeline.UpdateInterval;
        var set = theory.SetBy(Theory, elapsed);
        if (Obstacle is not null) return set is { } known ? new TheorySection(tick, Origin, theory, known, Jumps: true) : Without(tick, Origin, theory, Obstacle);
        if (hasOtherLabels && set is null) return Without(tick, Origin, theory, new TheoryObstacle("the labels of the metric were changed by a reload"));
        var reached = PathAt(tick, timeline);
        if (set is null && !double.IsFinite(reached.Mean + reached.Variance)) return Without(tick, Origin, theory, new TheoryObstacle("its mean or its variance grew beyond all numbers before a reload"));
        return new TheorySection(tick, Origin, theory, set ?? reached, Jumps: set is { } moments && moments != reached || theory.HasOtherScale(Theory!, elapsed));
    }

    /// <summary>The mean and variance of a path at a tick of the part, which must have a closed form.</summary>
    public Moments PathAt(long tick, Timeline timeline) => PathAfter((tick - Origin) * timeline.UpdateInterval, timeline);

    /// <summary>The mean and variance of a path in the part, which must have a closed form.</summary>
    /// <param name="elapsed">The time since the scenario began. If that is before the part, the first tick of the part counts.</param>
    /// <param name="timeline">The ticks.</param>
    public Moments PathAfter(TimeSpan elapsed, Timeline timeline)
    {
        var entered = (Begin - Origin) * timeline.UpdateInterval;
        return Theory!.PathAfter(elapsed > entered ? elapsed : entered, entered, Path);
    }
}
