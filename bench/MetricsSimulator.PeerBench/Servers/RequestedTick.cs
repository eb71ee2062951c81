using MetricsSimulator.PeerBench.Client;

namespace MetricsSimulator.PeerBench.Servers;

/// <summary>The peers step when asked.</summary>
internal sealed class RequestedTick : ITick
{
    public bool ChangesValues => true;

    public void Advance(ScrapeClient client)
    {
        var answer = client.Get("/tick");
        if (answer.Status != 200)
            throw new BenchmarkException($"/tick answered {answer.Status}");
    }
}
