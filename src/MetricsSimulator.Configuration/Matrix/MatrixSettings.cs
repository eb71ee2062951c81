using System.Collections.Immutable;

namespace MetricsSimulator.Configuration.Matrix;

/// <summary>The settings of an exporter of which all combinations are tried.</summary>
/// <param name="Exporters">The exporters of metrics, with the words of <c>OTEL_METRICS_EXPORTER</c>.</param>
/// <param name="Protocols">How it sends, with the words of <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>.</param>
/// <param name="Temporalities">What values contain: <c>delta</c> or <c>cumulative</c>.</param>
/// <param name="Endpoints">What happens at the endpoint.</param>
/// <param name="Intervals">The times between two exports of a process.</param>
public sealed record MatrixSettings(
    ImmutableArray<string> Exporters, ImmutableArray<string> Protocols, ImmutableArray<string> Temporalities, ImmutableArray<string> Endpoints, ImmutableArray<TimeSpan> Intervals)
{
    /// <summary>All words that are known, and two intervals.</summary>
    public static MatrixSettings All { get; } = new(
        ["otlp", "prometheus", "console", "none"],
        ["http/protobuf", "http/json", "grpc"],
        ["delta", "cumulative"],
        ["well", "refused", "unresolvable", "slow", "429", "503", "400", "unknown_certificate"],
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)]);

    /// <summary>The rule that an interval breaks; null if it breaks none. Each process must export several times in the minutes of a test.</summary>
    public static string? IntervalViolation(TimeSpan interval) => interval >= TimeSpan.FromSeconds(1) && interval <= TimeSpan.FromMinutes(2) ? null : "must be from 1s to 2m";
}
