using MetricsSimulator.PeerBench.Client;

namespace MetricsSimulator.PeerBench.Servers;

/// <summary>A tick that changes nothing, for a server that always sends the same bytes.</summary>
internal sealed class NoTick : ITick
{
    public bool ChangesValues => false;

    public void Advance(ScrapeClient client)
    {
    }
}
