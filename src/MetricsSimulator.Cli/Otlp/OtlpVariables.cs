using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Events;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>
/// Reads the environment variables of an OpenTelemetry exporter. An empty value counts as unset. Used once.
/// </summary>
/// <remarks>Sources: OpenTelemetry specification 1.x, "OpenTelemetry Protocol Exporter" and "Environment Variable Specification".</remarks>
internal sealed class OtlpVariables
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";
    private const string TemporalityVariable = "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE";
    private const string MetricIntervalVariable = "OTEL_METRIC_EXPORT_INTERVAL";
    private const string LogIntervalVariable = "OTEL_LOGS_EXPORT_INTERVAL";

    private readonly Func<string, string?> _variable;
    private readonly List<string> _errors = [];
    private readonly List<string> _warnings = [];

    private OtlpVariables(Func<string, string?> variable) => _variable = variable;

    /// <summary>Reads all variables.</summary>
    /// <param name="variable">Gives the value of a variable; null if it is not set.</param>
    /// <param name="url">The general endpoint of the command line, without a violation; null if the variables name the endpoints.</param>
    /// <param name="defaults">When processes export if no variable says it.</param>
    /// <param name="errors">What is wrong, each in one line that names the variable; empty if there are settings.</param>
    public static OtlpSettings? Read(Func<string, string?> variable, Uri? url, ExportOptions defaults, out ImmutableArray<string> errors)
    {
        var variables = new OtlpVariables(variable);
        var options = defaults with
        {
            Temporality = variables.Temporality(defaults.Temporality),
            MetricInterval = variables.Milliseconds(MetricIntervalVariable) ?? defaults.MetricInterval,
            LogInterval = variables.Milliseconds(LogIntervalVariable) ?? defaults.LogInterval,
        };
        var settings = new OtlpSettings(options, variables.Receiver(ExportedSignal.Metrics, url), variables.Receiver(ExportedSignal.Logs, url));
        // Both signals read the general variables.
        errors = [.. variables._errors.Distinct(StringComparer.Ordinal)];
        if (errors.IsEmpty && settings is { Metrics: null, Logs: null })
            errors = [$"{ExporterOf(ExportedSignal.Metrics)}, {ExporterOf(ExportedSignal.Logs)}: neither has otlp, so that nothing would be exported. Unset one of them, or leave out --otlp-endpoint."];
        return errors.IsEmpty ? settings with { Warnings = [.. variables._warnings] } : null;
    }

    private OtlpReceiver? Receiver(ExportedSignal signal, Uri? url)
    {
        if (!IsExported(signal)) return null;
        var protocol = (OtlpProtocol)(Choice(Find(signal, "PROTOCOL"), "http/protobuf", "http/json", "grpc") ?? (int)OtlpProtocol.HttpProtobuf);
        var receiver = new OtlpReceiver(signal, Endpoint(signal, url, protocol), protocol)
        {
            IsCompressed = Choice(Find(signal, "COMPRESSION"), "none", "gzip") == 1,
            Headers = Headers(signal),
        };
        return new OtlpCertificates(Find(signal, "CERTIFICATE"), Find(signal, "CLIENT_CERTIFICATE"), Find(signal, "CLIENT_KEY"), _errors.Add)
            .AddTo(Milliseconds(Find(signal, "TIMEOUT").Name) is { } timeout ? receiver with { Timeout = timeout } : receiver);
    }

    // Claude Code takes a list. What is not for OTLP goes elsewhere, or nowhere.
    private bool IsExported(ExportedSignal signal)
    {
        var name = ExporterOf(signal);
        if (Value(name) is not { } value) return true;
        var exporters = value.Split(',', StringSplitOptions.TrimEntries);
        foreach (var other in exporters.Where(exporter => exporter is not ("otlp" or "console" or "prometheus" or "none")))
            _errors.Add($"{name}: must be otlp, console, prometheus or none, or several of them with commas between them, got '{other}'.");
        return exporters.Contains("otlp", StringComparer.Ordinal);
    }

    private Uri Endpoint(ExportedSignal signal, Uri? url, OtlpProtocol protocol)
    {
        var isGrpc = protocol == OtlpProtocol.Grpc;
        var byDefault = new Uri(isGrpc ? "http://localhost:4317" : "http://localhost:4318");
        if (url is not null) return isGrpc ? WithoutPath("--otlp-endpoint", url) : Below("--otlp-endpoint", url, signal);
        var (name, value) = Find(signal, "ENDPOINT");
        if (value is null) return isGrpc ? byDefault : Below(name, byDefault, signal);
        if (AddressViolation(value) is { } violation)
        {
            _errors.Add($"{name}: {violation}");
            return byDefault;
        }

        var found = new Uri(value);
        if (isGrpc) return WithoutPath(name, found);
        return name == General("ENDPOINT") ? Below(name, found, signal) : found;
    }

    /// <summary>The rule that the address of an endpoint breaks; null if it breaks none.</summary>
    public static string? AddressViolation(string text) =>
        ReceiverAddress.Violation(text, "http://localhost:4318", "a header in " + General("HEADERS"), ReceiverAddress.HasTransportSecurity);

    private Uri Below(string name, Uri url, ExportedSignal signal)
    {
        var path = url.AbsolutePath.TrimEnd('/');
        var target = new UriBuilder(url) { Path = path + signal.Path }.Uri;
        // An address of the command line wins over the variables.
        var how = name.StartsWith('-') ? "use --otlp-endpoint env and set " : "set ";
        foreach (var given in (ExportedSignal[])[ExportedSignal.Metrics, ExportedSignal.Logs])
            if (path.EndsWith(given.Path, StringComparison.Ordinal))
                _warnings.Add($"{name}: {signal.Name} go to {ReceiverAddress.Show(target)}, because the path of each signal is added. Leave out {given.Path}, or {how}{Prefix}{signal.Word}_ENDPOINT, which is used as it is.");
        return target;
    }

    private Uri WithoutPath(string name, Uri url)
    {
        if (url.PathAndQuery != "/") _errors.Add($"{name}: must not have a path with the protocol grpc, got '{url.AbsolutePath}'.");
        return url;
    }

    private ImmutableArray<RequestHeader> Headers(ExportedSignal signal)
    {
        var headers = new Dictionary<string, RequestHeader>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in (string[])[General("HEADERS"), Prefix + signal.Word + "_HEADERS"])
        {
            // Values may be secret, so messages do not repeat them.
            var number = 0;
            foreach (var pair in (Value(name) ?? "").Split(',', StringSplitOptions.TrimEntries))
            {
                number++;
                if (pair.Length == 0) continue;
                if (pair.Split('=', 2, StringSplitOptions.TrimEntries) is not [var key, var value])
                {
                    _errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: must be NAME=VALUE, several with commas between them; number {number} has no '='."));
                    continue;
                }

                if (Decoded(key) is not { } decodedKey || Decoded(value) is not { } decodedValue)
                {
                    _errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: must be percent-encoded; number {number} has a '%' without two hexadecimal digits after it. %25 stands for '%'."));
                    continue;
                }

                var header = new RequestHeader(decodedKey, decodedValue);
                if ((RequestHeader.NameViolation(header.Name) ?? RequestHeader.ValueViolation(header.Name, header.Value)) is { } violation) _errors.Add($"{name}: {violation}.");
                else headers[header.Name] = header;
            }
        }

        return [.. headers.Values];
    }

    /// <summary>A text with each byte that is percent-encoded as one character; null if a percent sign has no two digits.</summary>
    private static string? Decoded(string text)
    {
        var decoded = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '%')
            {
                decoded.Append(text[at]);
                continue;
            }

            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2])) return null;
            decoded.Append((char)int.Parse(text.AsSpan(at + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            at += 2;
        }

        return decoded.ToString();
    }

    private Temporality Temporality(Temporality byDefault)
    {
        // All counters of Claude Code are synchronous, for which low memory means deltas.
        return Choice((TemporalityVariable, Value(TemporalityVariable)?.ToLowerInvariant()), "delta", "cumulative", "lowmemory") switch
        {
            0 or 2 => Events.Temporality.Delta,
            1 => Events.Temporality.Cumulative,
            _ => byDefault,
        };
    }

    /// <summary>The number of the choice that a variable makes; null if it makes none.</summary>
    private int? Choice((string Name, string? Value) variable, params string[] choices)
    {
        if (variable.Value is null) return null;
        if (Array.IndexOf(choices, variable.Value) is >= 0 and var chosen) return chosen;
        _errors.Add($"{variable.Name}: must be {string.Join(", ", choices[..^1])} or {choices[^1]}, got '{variable.Value}'.");
        return null;
    }

    private TimeSpan? Milliseconds(string name)
    {
        if (Value(name) is not { } value) return null;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0) return TimeSpan.FromMilliseconds(milliseconds);
        _errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: must be a whole number of milliseconds from 1 to {int.MaxValue}, got '{value}'."));
        return null;
    }

    /// <summary>The variable of a signal if it is set, otherwise the general one.</summary>
    private (string Name, string? Value) Find(ExportedSignal signal, string what)
    {
        var name = $"{Prefix}{signal.Word}_{what}";
        return Value(name) is { } value ? (name, value) : (General(what), Value(General(what)));
    }

    private string? Value(string name) => _variable(name)?.Trim() is { Length: > 0 } value ? value : null;

    private static string General(string what) => Prefix + what;

    private static string ExporterOf(ExportedSignal signal) => $"OTEL_{signal.Word}_EXPORTER";
}
