using System.Collections.Immutable;
using MetricsSimulator.Sources;

namespace MetricsSimulator.States;

/// <summary>What the metrics that are driven by paths have between two ticks.</summary>
/// <param name="States">The states.</param>
internal sealed record KeptPaths(ImmutableArray<KeptState> States) : KeptSource(PathSource.KeyOfPaths)
{
    /// <inheritdoc/>
    public override long Bytes => States.Sum(state => state.Bytes);
}
