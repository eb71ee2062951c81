using System.Collections.Immutable;
using MetricsSimulator.Sessions;
using MetricsSimulator.Sources;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Workload;

/// <summary>The saved state of a <see cref="WorkloadSource"/> between two ticks: the counters and the addresses of open sessions. The addresses determine the plans.</summary>
/// <param name="Key">The key of the source.</param>
/// <param name="Arriving">The cells that are drawn, and the intensity paths.</param>
/// <param name="Open">The open sessions, each with the number of its owner; −1 if nothing was counted for it yet.</param>
/// <param name="Owners">Copies of the owners of counters; those that outlive a session have a name.</param>
/// <param name="Shown">Copies of the counters that are shown, family by family.</param>
/// <param name="Elsewhere">Copies of the counters that this shard counts but other shards show.</param>
/// <param name="Falling">Copies of the counters, of this shard and then of others, whose fall nobody has seen yet.</param>
/// <param name="Waiting">Copies of the counters, of this shard and then of others, whose series have begun, but are not shown yet.</param>
/// <param name="Falls">How many falls each anomaly has caused so far.</param>
internal sealed record KeptWorkload(
    string Key,
    KeptArrivals Arriving,
    ImmutableArray<(KeptSession Session, int Owner)> Open,
    ImmutableArray<(string? Name, CounterOwner Owner)> Owners,
    ImmutableArray<Counter> Shown,
    ImmutableArray<Counter> Elsewhere,
    (ImmutableArray<Counter> Here, ImmutableArray<Counter> Elsewhere) Falling,
    (ImmutableArray<Counter> Here, ImmutableArray<Counter> Elsewhere) Waiting,
    ImmutableDictionary<string, long> Falls) : KeptSource(Key)
{
    private const long BytesOfCounter = 160;

    /// <inheritdoc/>
    public override long Bytes => 16L * Arriving.Paths.Length + 56L * Open.Length + BytesOfCounter * Owners.Sum(owner => (long)owner.Owner.Counters.Count);
}
