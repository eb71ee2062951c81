using System.Globalization;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Sessions;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Workload;

/// <summary>Finds the causes that act on a team among the anomalies of a run.</summary>
internal static class WorkloadCauses
{
    /// <summary>The causes, as far as the anomalies are known now.</summary>
    /// <param name="team">The team.</param>
    /// <param name="context">The run.</param>
    public static Causes Of(Team team, SourceContext context)
    {
        if (!context.HasAnomalies()) return new Causes(team);
        return new Causes(team, (from, to) =>
        [
            .. context.AnomaliesBetween(Math.Max(0, context.TickAt(from)), context.TickAt(to) + 1)
                .Where(anomaly => anomaly.Definition.Kind.IsOfWorkload).Select(anomaly => new Cause(NameOf(anomaly), anomaly)),
        ]);
    }

    // The identifier of a planned anomaly contains its tick, and the sessions that it adds must not depend on the update interval.
    private static string NameOf(Anomaly anomaly) => PlannedId.Parse(anomaly.Id) is { } planned
        ? string.Create(CultureInfo.InvariantCulture, $"{anomaly.Definition.Kind.Name}-{planned.Number}{planned.Path}@{anomaly.Start.ToUnixTimeMilliseconds()}")
        : anomaly.Id;
}
