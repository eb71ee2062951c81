using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Events;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Otlp;

public sealed class OtlpVariablesTest
{
    [Theory]
    [InlineData("http://localhost:4318/v1/metrics", "http://localhost:4318/v1/logs")]
    [InlineData("http://one/v1/metrics", "http://one/v1/logs", "ENDPOINT=http://one")]
    [InlineData("https://one/otlp/v1/metrics?tenant=a", "https://one/otlp/v1/logs?tenant=a", "ENDPOINT=https://one/otlp/?tenant=a")]
    [InlineData("http://two/", "http://one/v1/logs", "ENDPOINT=http://one", "METRICS_ENDPOINT=http://two")]
    [InlineData("http://one/v1/metrics", "http://two/x", "ENDPOINT=http://one", "LOGS_ENDPOINT=http://two/x")]
    [InlineData(
        "http://localhost:4317/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", "http://localhost:4317/opentelemetry.proto.collector.logs.v1.LogsService/Export", "PROTOCOL=grpc")]
    [InlineData("http://one:4317/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", "http://one:4317/v1/logs", "ENDPOINT=http://one:4317", "METRICS_PROTOCOL=grpc")]
    [InlineData("http://localhost:4318/v1/metrics", "http://localhost:4318/v1/logs", "ENDPOINT= ")]
    public void Endpoints_are_those_of_the_specification(string metrics, string logs, params string[] variables)
    {
        var settings = Read(null, variables);
        Assert.Equal((metrics, logs), (settings.Metrics!.Target.ToString(), settings.Logs!.Target.ToString()));
    }

    [Fact]
    public void A_URL_of_the_command_line_wins()
    {
        var settings = Read(new Uri("http://mine:1/a"), "ENDPOINT=http://one", "LOGS_ENDPOINT=http://two");
        Assert.Equal(("http://mine:1/a/v1/metrics", "http://mine:1/a/v1/logs"), (settings.Metrics!.Target.ToString(), settings.Logs!.Target.ToString()));
    }

    [Theory]
    [InlineData(null, "OTEL_EXPORTER_OTLP_ENDPOINT", "set", "OTEL_EXPORTER_OTLP_ENDPOINT=http://one/v1/metrics/?a=1")]
    [InlineData("http://one/v1/metrics", "--otlp-endpoint", "use --otlp-endpoint env and set")]
    public void An_endpoint_with_the_path_of_a_signal_is_told(string? url, string name, string how, params string[] variables)
    {
        var settings = ExportingRun.Settings(url is null ? null : new Uri(url), variables);
        var then = $"because the path of each signal is added. Leave out /v1/metrics, or {how}";
        Assert.Equal(
            [
                $"{name}: metrics go to http://one/v1/metrics/v1/metrics, {then} OTEL_EXPORTER_OTLP_METRICS_ENDPOINT, which is used as it is.",
                $"{name}: logs go to http://one/v1/metrics/v1/logs, {then} OTEL_EXPORTER_OTLP_LOGS_ENDPOINT, which is used as it is.",
            ], settings.Warnings);
    }

    [Fact]
    public void The_endpoint_of_a_signal_is_used_as_it_is() =>
        Assert.Empty(ExportingRun.Settings(null, "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://one/v1/metrics", "OTEL_EXPORTER_OTLP_ENDPOINT=http://one/v1").Warnings);

    [Fact]
    public void A_signal_has_its_own_variables_before_the_general_ones()
    {
        var settings = Read(
            null, "PROTOCOL=http/json", "LOGS_PROTOCOL=http/protobuf", "TIMEOUT=5000", "METRICS_TIMEOUT=700", "COMPRESSION=gzip", "LOGS_COMPRESSION=none",
            "HEADERS=a=1, b=x%20y ,c=3", "METRICS_HEADERS=B=z%3D,d=4");
        var (metrics, logs) = (settings.Metrics!, settings.Logs!);
        Assert.Equal((OtlpProtocol.HttpJson, TimeSpan.FromMilliseconds(700), true), (metrics.Protocol, metrics.Timeout, metrics.IsCompressed));
        Assert.Equal((OtlpProtocol.HttpProtobuf, TimeSpan.FromSeconds(5), false), (logs.Protocol, logs.Timeout, logs.IsCompressed));
        Assert.Equal(["B=z=", "a=1", "c=3", "d=4"], metrics.Headers.Select(header => $"{header.Name}={header.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(["a=1", "b=x y", "c=3"], logs.Headers.Select(header => $"{header.Name}={header.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", Temporality.Delta)]
    [InlineData("delta", Temporality.Delta)]
    [InlineData("CUMULATIVE", Temporality.Cumulative)]
    [InlineData("LowMemory", Temporality.Delta)]
    public void The_temporality_is_that_of_counters(string preference, Temporality expected) =>
        Assert.Equal(expected, Read(null, $"METRICS_TEMPORALITY_PREFERENCE={preference}").Options.Temporality);

    [Fact]
    public void By_default_it_exports_as_Claude_Code_does()
    {
        var settings = Read(null);
        Assert.Equal(new ExportOptions(), settings.Options);
        Assert.Equal((OtlpProtocol.HttpProtobuf, TimeSpan.FromSeconds(10), false), (settings.Metrics!.Protocol, settings.Metrics.Timeout, settings.Metrics.IsCompressed));
    }

    [Theory]
    [InlineData("none", "otlp", false, true)]
    [InlineData("console,otlp", "console", true, false)]
    [InlineData("", "prometheus", true, false)]
    public void A_signal_with_other_exporters_is_not_exported(string metrics, string logs, bool hasMetrics, bool hasLogs)
    {
        var settings = OtlpVariables.Read(Lookup([$"OTEL_METRICS_EXPORTER={metrics}", $"OTEL_LOGS_EXPORTER={logs}"]), null, new ExportOptions(), out var errors)!;
        Assert.Empty(errors);
        Assert.Equal((hasMetrics, hasLogs), (settings.Metrics is not null, settings.Logs is not null));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT: must be an address like http://localhost:4318, got 'collector:4318'.", "OTEL_EXPORTER_OTLP_ENDPOINT=collector:4318")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT: must not contain a user or password; set a header in OTEL_EXPORTER_OTLP_HEADERS.", "OTEL_EXPORTER_OTLP_ENDPOINT=http://a:secret@b")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT: must not have a path with the protocol grpc, got '/v1/metrics'.", "OTEL_EXPORTER_OTLP_ENDPOINT=http://b/v1/metrics", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: must be http/protobuf, http/json or grpc, got 'HTTP'.", "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=HTTP")]
    [InlineData("OTEL_EXPORTER_OTLP_COMPRESSION: must be none or gzip, got 'zstd'.", "OTEL_EXPORTER_OTLP_COMPRESSION=zstd")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT: must be a whole number of milliseconds from 1 to 2147483647, got '0'.", "OTEL_EXPORTER_OTLP_TIMEOUT=0")]
    [InlineData("OTEL_LOGS_EXPORT_INTERVAL: must be a whole number of milliseconds from 1 to 2147483647, got '-5'.", "OTEL_LOGS_EXPORT_INTERVAL=-5")]
    [InlineData(
        "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: must be delta, cumulative or lowmemory, got 'both'.", "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=both")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS: must be NAME=VALUE, several with commas between them; number 2 has no '='.", "OTEL_EXPORTER_OTLP_HEADERS=a=1,secret")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS: Content-Type is set by the simulator; choose another header.", "OTEL_EXPORTER_OTLP_HEADERS=Content-Type=text/plain")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS: the value of a must be visible ASCII, with spaces only inside.", "OTEL_EXPORTER_OTLP_HEADERS=a=%0A1")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS: the value of a must be visible ASCII, with spaces only inside.", "OTEL_EXPORTER_OTLP_HEADERS=a=%FF")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS: must be percent-encoded; number 2 has a '%' without two hexadecimal digits after it. %25 stands for '%'.", "OTEL_EXPORTER_OTLP_HEADERS=b=1,a=%zz")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_HEADERS: must be percent-encoded; number 1 has a '%' without two hexadecimal digits after it. %25 stands for '%'.", "OTEL_EXPORTER_OTLP_LOGS_HEADERS=a=100%")]
    [InlineData("OTEL_METRICS_EXPORTER: must be otlp, console, prometheus or none, or several of them with commas between them, got 'oltp'.", "OTEL_METRICS_EXPORTER=oltp,none")]
    [InlineData(
        "OTEL_METRICS_EXPORTER, OTEL_LOGS_EXPORTER: neither has otlp, so that nothing would be exported. Unset one of them, or leave out --otlp-endpoint.",
        "OTEL_METRICS_EXPORTER=none", "OTEL_LOGS_EXPORTER=console")]
    [InlineData("OTEL_EXPORTER_OTLP_CLIENT_KEY: must be set too when OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE is.", "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE=a.pem")]
    public void A_bad_value_is_told_with_its_variable(string expected, params string[] variables)
    {
        Assert.Null(OtlpVariables.Read(Lookup(variables), null, new ExportOptions(), out var errors));
        Assert.Equal([expected], errors);
    }

    [Fact]
    public void Files_that_have_no_certificates_are_told()
    {
        using var folder = new TemporaryFolder();
        var (missing, empty) = (folder.File("missing.pem"), folder.Write("empty.pem", ""));
        string[] variables =
        [
            $"OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE={missing}", $"OTEL_EXPORTER_OTLP_LOGS_CERTIFICATE={empty}", $"OTEL_EXPORTER_OTLP_LOGS_CLIENT_CERTIFICATE={empty}",
            $"OTEL_EXPORTER_OTLP_LOGS_CLIENT_KEY={empty}",
        ];
        Assert.Null(OtlpVariables.Read(Lookup(variables), null, new ExportOptions(), out var errors));
        Assert.Equal(3, errors.Length);
        Assert.StartsWith($"OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE: {missing} cannot be read: ", errors[0], StringComparison.Ordinal);
        Assert.Equal($"OTEL_EXPORTER_OTLP_LOGS_CERTIFICATE: {empty} has no certificate. It must be a file in PEM.", errors[1]);
        Assert.StartsWith($"OTEL_EXPORTER_OTLP_LOGS_CLIENT_CERTIFICATE, OTEL_EXPORTER_OTLP_LOGS_CLIENT_KEY: {empty} and {empty} cannot be read: ", errors[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_end_is_not_read_to_its_end()
    {
        string[] variables = ["OTEL_EXPORTER_OTLP_CERTIFICATE=/dev/zero", "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE=/dev/zero", "OTEL_EXPORTER_OTLP_CLIENT_KEY=/dev/null"];
        Assert.Null(OtlpVariables.Read(Lookup(variables), null, new ExportOptions(), out var errors));
        Assert.Equal(
            [
                "OTEL_EXPORTER_OTLP_CERTIFICATE: /dev/zero cannot be read: /dev/zero has more than 4 MiB. It must be a file in PEM.",
                "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE, OTEL_EXPORTER_OTLP_CLIENT_KEY: /dev/zero and /dev/null cannot be read: /dev/zero has more than 4 MiB. It must be a file in PEM.",
            ], errors);
    }

    private static OtlpSettings Read(Uri? url, params string[] variables) => ExportingRun.Settings(url, [.. variables.Select(variable => $"OTEL_EXPORTER_OTLP_{variable}")]);

    private static Func<string, string?> Lookup(IReadOnlyList<string> variables)
    {
        var values = variables.Select(variable => variable.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return values.GetValueOrDefault;
    }
}
