using MetricsSimulator.Events;
using MetricsSimulator.Simulation;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Sessions;
using MetricsSimulator.Test.Workload;

namespace MetricsSimulator.Test.Formats.Otlp;

/// <summary>What the processes of a team export in two hours, with both temporalities.</summary>
internal static class TeamExports
{
    private static readonly Lazy<(List<MetricExport> Metrics, List<LogExport> Logs)> s_exports = new(Exports);

    /// <summary>The exports of metrics.</summary>
    public static List<MetricExport> Metrics => s_exports.Value.Metrics;

    /// <summary>The exports of events.</summary>
    public static List<LogExport> Logs => s_exports.Value.Logs;

    private static (List<MetricExport> Metrics, List<LogExport> Logs) Exports()
    {
        var (metrics, logs) = (new List<MetricExport>(), new List<LogExport>());
        var telemetry = new TelemetryOptions { IncludesVersion = true, IncludesEntrypoint = true };
        var model = TeamRun.Model(TeamRun.TeamOf(Enumerable.Range(1, 20)), Plans.Of("power_users"), telemetry, 3, TimeSpan.FromSeconds(10), TeamRun.Start.AddHours(60));
        var simulator = new Simulator(model, deliver: batch =>
        {
            var exports = batch.FindExports(new ExportOptions { Temporality = batch.Tick % 2 == 0 ? Temporality.Delta : Temporality.Cumulative });
            metrics.AddRange(exports.Metrics);
            logs.AddRange(exports.Logs);
        });
        simulator.AdvanceTo(720);
        return (metrics, logs);
    }
}
