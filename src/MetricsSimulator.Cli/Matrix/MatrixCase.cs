using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Configuration.Matrix;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Events;

namespace MetricsSimulator.Cli.Matrix;

/// <summary>A combination of settings of an exporter.</summary>
/// <param name="Exporter">The exporter of metrics: <c>otlp</c>, <c>prometheus</c>, <c>console</c> or <c>none</c>.</param>
/// <param name="Protocol">How it sends.</param>
/// <param name="Temporality">What values contain.</param>
/// <param name="Endpoint">The state of its endpoint.</param>
/// <param name="Interval">The time between two exports of a process.</param>
internal sealed record MatrixCase(string Exporter, OtlpProtocol Protocol, Temporality Temporality, EndpointState Endpoint, TimeSpan Interval)
{
    private static readonly string[] s_protocols = ["http/protobuf", "http/json", "grpc"];

    /// <summary>The combinations of a matrix that mean something: only <c>otlp</c> has a protocol, a temporality, an endpoint and an interval.</summary>
    public static List<MatrixCase> Of(MatrixSettings settings)
    {
        var cases = new List<MatrixCase>();
        foreach (var exporter in settings.Exporters)
        {
            if (exporter != "otlp")
            {
                cases.Add(new MatrixCase(exporter, OtlpProtocol.HttpProtobuf, Temporality.Delta, EndpointState.Well, TimeSpan.FromMinutes(1)));
                continue;
            }

            foreach (var endpoint in settings.Endpoints)
                foreach (var protocol in settings.Protocols)
                    foreach (var temporality in settings.Temporalities)
                        foreach (var interval in settings.Intervals)
                        {
                            cases.Add(new MatrixCase(
                                exporter,
                                (OtlpProtocol)Array.IndexOf(s_protocols, protocol),
                                temporality == "delta" ? Temporality.Delta : Temporality.Cumulative,
                                (EndpointState)MatrixSettings.All.Endpoints.IndexOf(endpoint),
                                interval));
                        }
        }

        return cases;
    }

    /// <summary>Whether it sends anything over OTLP.</summary>
    public bool IsOtlp => Exporter == "otlp";

    /// <summary>The words of the combination, for a table.</summary>
    public string[] Words => IsOtlp
        ? [Exporter, s_protocols[(int)Protocol], TemporalityWord, MatrixSettings.All.Endpoints[(int)Endpoint], DurationText.Format(Interval)]
        : [Exporter, "", "", "", ""];

    /// <summary>The environment variables that say the same.</summary>
    /// <param name="endpoint">The address of the endpoint.</param>
    public IReadOnlyDictionary<string, string> Variables(Uri endpoint) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["OTEL_METRICS_EXPORTER"] = Exporter,
        ["OTEL_LOGS_EXPORTER"] = "none",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = s_protocols[(int)Protocol],
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint.ToString(),
        ["OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"] = TemporalityWord,
        ["OTEL_METRIC_EXPORT_INTERVAL"] = ((long)Interval.TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Words.Where(word => word.Length > 0));

    private string TemporalityWord => Temporality == Temporality.Delta ? "delta" : "cumulative";
}
