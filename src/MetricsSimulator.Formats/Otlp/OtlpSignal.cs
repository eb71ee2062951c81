namespace MetricsSimulator.Formats.Otlp;

/// <summary>A signal of OpenTelemetry.</summary>
public enum OtlpSignal
{
    /// <summary>Metrics.</summary>
    Metrics,

    /// <summary>Log records.</summary>
    Logs,

    /// <summary>Traces.</summary>
    Traces,
}
