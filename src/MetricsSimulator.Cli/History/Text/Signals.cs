namespace MetricsSimulator.Cli.History.Text;

/// <summary>The signals of OpenTelemetry that a workload has.</summary>
[Flags]
internal enum Signals
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Metrics.</summary>
    Metrics = 1,

    /// <summary>Log events.</summary>
    Logs = 2,
}
