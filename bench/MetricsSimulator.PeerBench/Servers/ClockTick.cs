using System.Diagnostics;
using System.Text.Json;
using MetricsSimulator.PeerBench.Client;

namespace MetricsSimulator.PeerBench.Servers;

/// <summary>A tick of the simulator, which follows the clock. It waits until <c>/health</c> reports another tick.</summary>
internal sealed class ClockTick : ITick
{
    private const int MillisecondsBetweenLooks = 50;
    private static readonly TimeSpan deadline = TimeSpan.FromSeconds(30);

    public bool ChangesValues => true;

    public void Advance(ScrapeClient client)
    {
        var start = Stopwatch.GetTimestamp();
        var before = Current(client);
        while (Current(client) == before)
        {
            if (Stopwatch.GetElapsedTime(start) > deadline)
                throw new BenchmarkException($"no tick within {deadline.TotalSeconds:0} s");
            Thread.Sleep(MillisecondsBetweenLooks);
        }
    }

    private static long Current(ScrapeClient client)
    {
        using var body = new MemoryStream();
        client.Get("/health", copyTo: body);
        using var health = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
        if (!health.RootElement.TryGetProperty("tick", out var tick) || !tick.TryGetInt64(out var number))
            throw new BenchmarkException($"/health names no tick: {health.RootElement}");
        return number;
    }
}
