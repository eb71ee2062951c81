using System.Globalization;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Sessions;
using MetricsSimulator.Sources;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Workload;

/// <summary>Finds the causes that act on a team among the anomalies of a run.</summary>
internal static class WorkloadCauses
{
    /// <summary>The causes, as far as the anomalies are known now.</summary>
    /// <param name="team">The team.</param>
    /// <param name="context">The run.</param>
    public static Causes Of(Team team, SourceContext context) => Of(team, context, static anomaly => anomaly.Kind.IsOfWorkload);

    /// <summary>The anomalies that act on what a workload shows, as far as they are known now.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="context">The run.</param>
    public static ViewFaults FaultsOf(WorkloadDefinition workload, SourceContext context) => new(
        Of(workload.Team, context, anomaly => anomaly.ActsOnView && workload.Violation(anomaly) is null), workload.Telemetry, context.UpdateInterval);

    private static Causes Of(Team team, SourceContext context, Func<AnomalyDefinition, bool> isMeant)
    {
        if (!context.HasAnomalies()) return new Causes(team);
        return new Causes(team, (from, to) =>
        [
            .. context.AnomaliesBetween(Math.Max(0, context.TickAt(from)), context.TickAt(to) + 1)
                .Where(anomaly => isMeant(anomaly.Definition)).Select(anomaly => new Cause(NameOf(anomaly), anomaly)),
        ]);
    }

    // The identifier of a planned anomaly contains its tick, and the sessions that it adds must not depend on the update interval.
    private static string NameOf(Anomaly anomaly) => PlannedId.Parse(anomaly.Id) is { } planned
        ? string.Create(CultureInfo.InvariantCulture, $"{anomaly.Definition.Kind.Name}-{planned.Number}{planned.Path}@{anomaly.Start.ToUnixTimeMilliseconds()}")
        : anomaly.Id;
}
