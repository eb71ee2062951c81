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

    /// <summary>The next tick at which a process that started with the run exports metrics: the first at or after a whole number of intervals.</summary>
    /// <param name="tick">The tick after which it exports.</param>
    /// <param name="updateInterval">The length of a tick.</param>
    public long NextMetricTick(long tick, TimeSpan updateInterval)
    {
        var due = (tick * updateInterval.Ticks / MetricInterval.Ticks + 1) * MetricInterval.Ticks;
        return (due + updateInterval.Ticks - 1) / updateInterval.Ticks;
    }
}
