using System.Collections.Immutable;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Sources;

namespace MetricsSimulator.States;

/// <summary>What the metrics that are driven by paths have between two ticks.</summary>
/// <param name="Explosions">The label sets that explosions may show.</param>
/// <param name="States">The states.</param>
internal sealed record KeptPaths(ImmutableArray<ExplosionFamily> Explosions, ImmutableArray<KeptState> States) : KeptSource(PathSource.KeyOfPaths)
{
    /// <inheritdoc/>
    public override long Bytes => States.Sum(state => state.Bytes);
}
