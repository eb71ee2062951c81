namespace MetricsSimulator.Bench.Simulation;

/// <summary>What makes a tick dearer than one of gauges that only move.</summary>
public enum Burden
{
    /// <summary>An anomaly on one of a million gauges, which goes on through all that is measured.</summary>
    Anomaly,

    /// <summary>Of 100,000 gauges, one in a hundred ends each minute and is followed by another.</summary>
    Churn,
}
