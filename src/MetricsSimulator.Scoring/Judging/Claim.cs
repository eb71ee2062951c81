using MetricsSimulator.Scoring.Incidents;

namespace MetricsSimulator.Scoring.Judging;

/// <summary>Incidents that an alert is meant to detect.</summary>
/// <param name="Kind">Their kind; null for every kind.</param>
/// <param name="Metric">A metric that they act on; null for every metric.</param>
public sealed record Claim(string? Kind, string? Metric)
{
    /// <summary>Stands for every kind.</summary>
    public const string AnyKind = "*";

    /// <summary>Whether an incident is one of them.</summary>
    public bool Covers(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return (Kind is null || Kind == incident.Kind) && (Metric is null || incident.Metrics.AsSpan().Contains(Metric));
    }

    /// <summary>The claim as it is written: <c>level_shift:tool_usage</c>.</summary>
    public override string ToString() => Metric is null ? Kind ?? AnyKind : $"{Kind ?? AnyKind}:{Metric}";
}
