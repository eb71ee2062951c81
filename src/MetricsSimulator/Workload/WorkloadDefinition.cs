using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sessions;
using MetricsSimulator.Sources;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Workload;

/// <summary>A team of developers who use Claude Code, and the options of its telemetry.</summary>
/// <param name="Team">The developers.</param>
/// <param name="Parameters">The distributions of their sessions.</param>
/// <param name="Telemetry">The telemetry options.</param>
public sealed record WorkloadDefinition(Team Team, SessionParameters Parameters, TelemetryOptions Telemetry) : SourceDefinition(KeyOfWorkload)
{
    /// <summary>The key of the source.</summary>
    public const string KeyOfWorkload = "workload";

    /// <summary>The number of developers who have joined: the first of the team. The others start no session. Null, the default, for all.</summary>
    public int? Joined { get; init; }

    /// <summary>The factor of the number of sessions that developers start; 1 by default. In a phase, it holds for each five minutes of the clock that begin in the phase.</summary>
    public double SessionsFactor { get; init; } = 1;

    /// <inheritdoc/>
    public override ImmutableArray<(string Name, MetricType Type)> Families => [.. Projection.Of(0, Team, Telemetry).Families.Select(family => (family.Name, family.Type))];

    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<string>> LabelNames => Projection.Of(0, Team, Telemetry).LabelNames;

    /// <summary>0: a series begins only when its counter first counts something.</summary>
    public override long SeriesCount => 0;

    /// <summary>Whether the developers are divided among the shards. The metrics of the specification count the whole team, so that only the first shard shows them.</summary>
    public override bool IsDealt => Telemetry.Profile.Style != NameStyle.Specification;

    /// <inheritdoc/>
    public override AnomalyTargets Target => AnomalyTargets.Workload | AnomalyTargets.View;

    /// <inheritdoc/>
    public override (string Key, string Violation)? Violation(AnomalyDefinition anomaly)
    {
        ArgumentNullException.ThrowIfNull(anomaly);
        if (anomaly.Kind.IsOfView && ViewRules.Violation(anomaly, Telemetry) is { } broken) return broken;
        return Causes.Violation(anomaly.Kind, anomaly.Matchers, Team, Parameters.Models) is { } violation ? ("matchers", violation) : null;
    }

    /// <inheritdoc/>
    public override string? Caution(AnomalyDefinition anomaly) => ViewRules.Caution(anomaly, Telemetry);

    internal override bool HasSeriesOf(SourceDefinition other) => other is WorkloadDefinition workload && workload.Team == Team && workload.Telemetry == Telemetry;

    internal override Source Start(SourceContext context) => new WorkloadSource(this, context);
}
