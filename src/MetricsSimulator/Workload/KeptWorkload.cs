using System.Collections.Immutable;
using MetricsSimulator.Sessions;
using MetricsSimulator.Sources;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Workload;

/// <summary>What a <see cref="WorkloadSource"/> has between two ticks: addresses of open sessions, and what was counted. Sessions are planned again from their addresses.</summary>
/// <param name="Key">The key of the source.</param>
/// <param name="Arriving">The cell whose starts are drawn next, and the paths there.</param>
/// <param name="Open">The open sessions, each with its owner's number, or −1 when nothing was counted yet.</param>
/// <param name="Owners">Copies of the owners of counters; those that outlive a session have a name.</param>
/// <param name="Shown">Copies of the counters that are shown, family by family.</param>
/// <param name="Elsewhere">Copies of those that other shards show, as far as this one counts them.</param>
internal sealed record KeptWorkload(
    string Key,
    (uint Cell, ImmutableArray<double> Paths) Arriving,
    ImmutableArray<(KeptSession Session, int Owner)> Open,
    ImmutableArray<(string? Name, CounterOwner Owner)> Owners,
    ImmutableArray<Counter> Shown,
    ImmutableArray<Counter> Elsewhere) : KeptSource(Key)
{
    private const long BytesOfCounter = 160;

    /// <inheritdoc/>
    public override long Bytes => 8L * Arriving.Paths.Length + 56L * Open.Length + BytesOfCounter * Owners.Sum(owner => (long)owner.Owner.Counters.Count);
}
