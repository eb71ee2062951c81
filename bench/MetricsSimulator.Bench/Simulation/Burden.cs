namespace MetricsSimulator.Bench.Simulation;

/// <summary>Additional work that makes a tick slower.</summary>
public enum Burden
{
    /// <summary>An anomaly on one of a million gauges. It lasts for the whole measurement.</summary>
    Anomaly,

    /// <summary>Each minute, one in a hundred of 100,000 gauges ends and another one replaces it.</summary>
    Churn,
}
