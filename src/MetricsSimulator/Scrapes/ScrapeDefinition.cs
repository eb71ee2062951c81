using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Scrapes;

/// <summary>How a run is scraped: once in every tick. A simulator that is given one shows what a Prometheus stores that scrapes the run so, from its first tick on.</summary>
/// <param name="Timeout">How long the scraper waits for an answer.</param>
/// <param name="TargetLabels">The labels of the target, each with one value: <c>job</c> and <c>instance</c>.</param>
public sealed record ScrapeDefinition(TimeSpan Timeout, ImmutableArray<LabelDimension> TargetLabels)
{
    /// <summary>The key by which the series of scrapes are selected; no metric has it.</summary>
    public const string Key = "(scrape)";

    /// <summary>The series that a scraper writes about every scrape, each a gauge, with help texts.</summary>
    public static ImmutableArray<(string Name, string Help)> Families { get; } =
    [
        ("up", "1 when the scrape went well, 0 when it failed."),
        ("scrape_duration_seconds", "How long the scrape took."),
        ("scrape_samples_scraped", "The number of samples that the target exposed."),
        ("scrape_samples_post_metric_relabeling", "The number of samples that were left after metric relabeling."),
        ("scrape_series_added", "The number of series that the last good scrape had not."),
    ];

    /// <inheritdoc/>
    public bool Equals(ScrapeDefinition? other) => other is not null && Timeout == other.Timeout && TargetLabels.AsSpan().SequenceEqual(other.TargetLabels.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Timeout, TargetLabels.Length);
}
