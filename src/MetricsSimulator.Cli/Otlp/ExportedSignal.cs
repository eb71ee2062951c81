using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>What a receiver gets: metrics or log events.</summary>
/// <param name="Kind">The signal.</param>
/// <param name="Name">Its name in messages and answers, as in <c>metrics</c>.</param>
/// <param name="Word">Its part of the names of environment variables.</param>
/// <param name="Items">What is counted of it, as in <c>points</c>.</param>
/// <param name="Service">The service of gRPC.</param>
/// <param name="JsonField">The field of a request that has its resources.</param>
internal sealed record ExportedSignal(OtlpSignal Kind, string Name, string Word, string Items, string Service, string JsonField)
{
    /// <summary>Metrics.</summary>
    public static ExportedSignal Metrics { get; } =
        new(OtlpSignal.Metrics, "metrics", "METRICS", "points", "opentelemetry.proto.collector.metrics.v1.MetricsService", "resourceMetrics");

    /// <summary>Log events.</summary>
    public static ExportedSignal Logs { get; } =
        new(OtlpSignal.Logs, "logs", "LOGS", "log records", "opentelemetry.proto.collector.logs.v1.LogsService", "resourceLogs");

    /// <summary>The path of HTTP below a general endpoint.</summary>
    public string Path => $"/v1/{Name}";
}
