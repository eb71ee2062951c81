using MetricsSimulator.ScrapeBench.Client;

namespace MetricsSimulator.ScrapeBench.Servers;

/// <summary>The same bytes every time.</summary>
internal sealed class NoTick : ITick
{
    public bool ChangesValues => false;

    public void Advance(ScrapeClient client)
    {
    }
}
