using System.Globalization;
using System.Net.Sockets;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary><c>make simulate-proxy</c>.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class SimulateProxyTest
{
    [Fact]
    public async Task A_port_that_is_taken_ends_it_with_the_variable_that_gives_another()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        await using var lab = Start($"RELAY={port}");
        Assert.Equal(1, await EndAsync(lab));
        Assert.Equal($"Port {port} is in use. Choose another: make simulate-proxy RELAY=14319.\n", lab.Written);
    }

    [Fact]
    public async Task A_relay_that_does_not_start_ends_it_with_its_status()
    {
        await using var lab = Start(Free("RELAY"), Free("PORT"), "FORWARD=pi.lan:4318");
        Assert.Equal(2, await EndAsync(lab));
        Assert.Contains("--forward: must be an address like http://localhost:4318, got 'pi.lan:4318'.", lab.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_relay_gets_metrics_and_events_whatever_the_environment_says_of_where_and_how_to_export()
    {
        using var folder = new TemporaryFolder();
        var team = folder.Write("team.yaml", "workload: {developers: 100, sessions_per_hour: 10, hours: {from: 0, to: 24, weekend: 1}}\n");
        await using var lab = Start(
            Free("RELAY"), Free("PORT"), $"WORKLOAD={team}", "OTEL_METRIC_EXPORT_INTERVAL=2000", "OTEL_METRICS_EXPORTER=prometheus", "OTEL_LOGS_EXPORTER=none",
            "OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=grpc", "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=http/protobuf",
            "OTEL_EXPORTER_OTLP_ENDPOINT=http://nowhere.invalid:4317", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://nowhere.invalid:4317", "OTEL_EXPORTER_OTLP_CERTIFICATE=/nowhere", "OTEL_EXPORTER_OTLP_LOGS_CLIENT_KEY=/nowhere");
        await lab.PollAsync("metrics and events", () => Task.FromResult(
            lab.Written.Contains("  metrics  protobuf ", StringComparison.Ordinal) && lab.Written.Contains("  logs     json ", StringComparison.Ordinal) ? "" : null));
        lab.Signal("TERM");
        Assert.Equal(0, await EndAsync(lab));
        Assert.Contains("\nReceived ", lab.Written, StringComparison.Ordinal);
    }

    private static string Free(string name) => string.Create(CultureInfo.InvariantCulture, $"{name}={FreePort.Find()}");

    private static async Task<int> EndAsync(RunningProgram lab)
    {
        await lab.Process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return lab.Process.ExitCode;
    }

    private static RunningProgram Start(params string[] variables) => RunningProgram.Start(
        "/usr/bin/env", "coreutils", ["--default-signal=INT,TERM", .. variables, "/bin/bash", Repository.PathOf("eng/simulate-proxy.sh"), Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator")]);
}
