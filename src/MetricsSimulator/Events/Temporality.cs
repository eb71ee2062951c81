namespace MetricsSimulator.Events;

/// <summary>What the value of an exported sum contains. The numbers are those of OTLP.</summary>
public enum Temporality
{
    /// <summary>What was counted since the export before.</summary>
    Delta = 1,

    /// <summary>What was counted since the process started.</summary>
    Cumulative = 2,
}
