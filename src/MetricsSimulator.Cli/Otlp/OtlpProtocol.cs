namespace MetricsSimulator.Cli.Otlp;

/// <summary>How requests are encoded and sent.</summary>
internal enum OtlpProtocol
{
    /// <summary>Protocol Buffers over HTTP.</summary>
    HttpProtobuf,

    /// <summary>JSON over HTTP.</summary>
    HttpJson,

    /// <summary>gRPC.</summary>
    Grpc,
}
