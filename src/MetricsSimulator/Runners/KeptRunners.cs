using System.Collections.Immutable;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Runners;

/// <summary>The state of a <see cref="RunnersSource"/> between two ticks.</summary>
/// <param name="Values">The counts and gauges.</param>
/// <param name="Sessions">Copies of the sessions that have not ended.</param>
internal sealed record KeptRunners(long[] Values, ImmutableArray<RunnerSession> Sessions) : KeptSource(RunnersDefinition.KeyOfRunners)
{
    private const long BytesOfSession = 400;

    /// <inheritdoc/>
    public override long Bytes => sizeof(long) * Values.Length + BytesOfSession * Sessions.Length;
}
