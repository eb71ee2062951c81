using System.Collections.Immutable;
using MetricsSimulator.Sources;

namespace MetricsSimulator.States;

/// <summary>The state of the metrics that paths drive, between two ticks.</summary>
/// <param name="States">The state of each metric.</param>
internal sealed record KeptPaths(ImmutableArray<KeptState> States) : KeptSource(PathSource.KeyOfPaths)
{
    /// <inheritdoc/>
    public override long Bytes => States.Sum(state => state.Bytes);
}
