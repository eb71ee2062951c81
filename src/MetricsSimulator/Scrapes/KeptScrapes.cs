using MetricsSimulator.Sources;

namespace MetricsSimulator.Scrapes;

/// <summary>What a <see cref="ScrapeSource"/> knows of the last good scrape.</summary>
/// <param name="Cache">The series that it found.</param>
internal sealed record KeptScrapes(ScrapeCache Cache) : KeptSource(ScrapeDefinition.Key)
{
    /// <inheritdoc/>
    public override long Bytes => Cache.Bytes;
}
