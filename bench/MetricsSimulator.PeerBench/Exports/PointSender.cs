using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using MetricsSimulator.Configuration;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Otlp;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.PeerBench.Exports;

/// <summary>Exports the points of a configuration with the simulator's encoder, and prints a line for each export: milliseconds and allocated bytes. It runs as a process of its own.</summary>
internal static class PointSender
{
    public static int Run(string[] args)
    {
        var (config, port, exports) = (args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
        var model = ConfigurationReader.ReadFile(config).Configuration!.ToModel(1, DateTimeOffset.UnixEpoch);
        var simulator = new Simulator(model, parallelism: 1);
        var encoder = new PointEncoder(
            [new EventAttribute("service.name", "claude-code"), new EventAttribute("service.instance.id", "localhost:9090")], new ExportScope("bench", ""), Temporality.Cumulative, isJson: false);
        using var client = new HttpClient();
        var endpoint = new Uri($"http://127.0.0.1:{port}/v1/metrics");
        for (var export = 1; export <= exports; export++)
        {
            simulator.AdvanceTo(export);
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var started = Stopwatch.GetTimestamp();
            using (var snapshot = simulator.Acquire(withStarts: true))
            {
                encoder.Begin(snapshot);
                while (encoder.EncodeNext()) Send(client, endpoint, encoder.Request);
            }

            var elapsed = Stopwatch.GetElapsedTime(started);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalMilliseconds} {GC.GetTotalAllocatedBytes(precise: true) - allocated}"));
        }

        return 0;
    }

    private static void Send(HttpClient client, Uri endpoint, ReadOnlyMemory<byte> body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var response = client.Send(request);
        response.EnsureSuccessStatusCode();
    }
}
