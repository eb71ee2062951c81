namespace MetricsSimulator.Formats.Otlp;

/// <summary>How a request of OTLP is written.</summary>
public enum OtlpEncoding
{
    /// <summary>Protocol Buffers.</summary>
    Protobuf,

    /// <summary>JSON.</summary>
    Json,
}
