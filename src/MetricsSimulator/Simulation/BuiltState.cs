using System.Collections.Immutable;

namespace MetricsSimulator.Simulation;

/// <summary>A running state with its place in the snapshots. One thread at a time.</summary>
/// <param name="State">The state.</param>
/// <param name="Explosion">The explosions whose label sets it has; null for the metric's own.</param>
/// <param name="Scales">What its rate is multiplied by in each phase.</param>
internal sealed record BuiltState(MetricState State, ExplosionFamily? Explosion, ImmutableArray<double> Scales)
{
    /// <summary>Where its values begin in a snapshot.</summary>
    public int Offset { get; private set; }

    /// <summary>The number of its values; 0 for a parent that is not shown.</summary>
    public int Length { get; private set; }

    /// <summary>Gives it its place.</summary>
    public void Place(int offset, int length) => (Offset, Length) = (offset, length);
}
