using MetricsSimulator.PeerBench.Client;

namespace MetricsSimulator.PeerBench.Servers;

/// <summary>The same bytes every time.</summary>
internal sealed class NoTick : ITick
{
    public bool ChangesValues => false;

    public void Advance(ScrapeClient client)
    {
    }
}
