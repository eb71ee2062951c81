namespace MetricsSimulator.Events;

/// <summary>How the processes of a workload export their telemetry. The defaults are those of Claude Code.</summary>
/// <remarks>Source: code.claude.com/docs/en/monitoring-usage, section "Common configuration variables".</remarks>
public sealed record ExportOptions
{
    /// <summary>What values contain; what was counted since the export before by default.</summary>
    public Temporality Temporality { get; init; } = Temporality.Delta;

    /// <summary>The time between two exports of metrics; above zero, a minute by default.</summary>
    public TimeSpan MetricInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The time between two exports of events; above zero, five seconds by default.</summary>
    public TimeSpan LogInterval { get; init; } = TimeSpan.FromSeconds(5);
}
