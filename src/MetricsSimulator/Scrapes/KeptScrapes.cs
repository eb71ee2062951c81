using MetricsSimulator.Sources;

namespace MetricsSimulator.Scrapes;

/// <summary>The state of a <see cref="ScrapeSource"/>: the last good scrape.</summary>
/// <param name="Cache">The series of that scrape.</param>
internal sealed record KeptScrapes(ScrapeCache Cache) : KeptSource(ScrapeDefinition.Key)
{
    /// <inheritdoc/>
    public override long Bytes => Cache.Bytes;
}
