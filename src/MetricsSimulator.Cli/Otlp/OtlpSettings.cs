using System.Collections.Immutable;
using MetricsSimulator.Events;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>What a live run exports, when, and where to.</summary>
/// <param name="Options">When processes export, and what values contain.</param>
/// <param name="Metrics">The receiver of metrics; null if they are not exported.</param>
/// <param name="Logs">The receiver of log events; null if they are not exported.</param>
internal sealed record OtlpSettings(ExportOptions Options, OtlpReceiver? Metrics, OtlpReceiver? Logs)
{
    /// <summary>What may be a mistake, each in one line that names the variable or option.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>The receivers of what is exported.</summary>
    public IEnumerable<OtlpReceiver> Receivers => new[] { Metrics, Logs }.OfType<OtlpReceiver>();
}
