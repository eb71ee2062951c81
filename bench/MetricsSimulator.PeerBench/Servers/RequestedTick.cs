using MetricsSimulator.PeerBench.Client;

namespace MetricsSimulator.PeerBench.Servers;

/// <summary>A tick of a peer, which changes its values when it is asked to.</summary>
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
