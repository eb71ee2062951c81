using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sessions;
using MetricsSimulator.Sources;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Workload;

/// <summary>A team of developers who use Claude Code, and what its telemetry shows.</summary>
/// <param name="Team">The developers.</param>
/// <param name="Parameters">The distributions of their sessions.</param>
/// <param name="Telemetry">What the telemetry shows.</param>
public sealed record WorkloadDefinition(Team Team, SessionParameters Parameters, TelemetryOptions Telemetry) : SourceDefinition(KeyOfWorkload)
{
    /// <summary>The key of the source.</summary>
    public const string KeyOfWorkload = "workload";

    /// <inheritdoc/>
    public override ImmutableArray<(string Name, MetricType Type)> Families => [.. Projection.Of(0, Team, Telemetry).Families.Select(family => (family.Name, family.Type))];

    /// <summary>0: series are born with what they count.</summary>
    public override long SeriesCount => 0;

    /// <summary>Whether shards have some developers each. The metrics of the specification count the whole team, so that the first shard has them.</summary>
    public override bool IsDealt => Telemetry.Profile.Style != NameStyle.Specification;

    internal override Source Start(SourceContext context) => new WorkloadSource(this, context);
}
