using MetricsSimulator.PeerBench.Client;

namespace MetricsSimulator.PeerBench.Servers;

/// <summary>How the values of a server change between two scrapes.</summary>
internal interface ITick
{
    bool ChangesValues { get; }

    /// <summary>Waits until every value has changed.</summary>
    void Advance(ScrapeClient client);
}
