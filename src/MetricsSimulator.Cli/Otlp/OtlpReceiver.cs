using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using MetricsSimulator.Cli.Push;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>Where a signal goes, and how.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Url">The receiver; for gRPC without a path.</param>
/// <param name="Protocol">How requests are encoded and sent.</param>
internal sealed record OtlpReceiver(ExportedSignal Signal, Uri Url, OtlpProtocol Protocol)
{
    /// <summary>Where requests are posted.</summary>
    public Uri Target => Protocol == OtlpProtocol.Grpc ? new Uri(Url, $"{Signal.Service}/Export") : Url;

    /// <summary>Whether requests are compressed with gzip.</summary>
    public bool IsCompressed { get; init; }

    /// <summary>How long an export may take, repetitions included; 10 s by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The headers of every request in addition to those of the protocol.</summary>
    public ImmutableArray<RequestHeader> Headers { get; init; } = [];

    /// <summary>The certificates that are trusted instead of those of the machine; null for those.</summary>
    public X509Certificate2Collection? Trusted { get; init; }

    /// <summary>The certificate that the simulator shows; null for none.</summary>
    public X509Certificate2? Certificate { get; init; }
}
