using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Scrapes;

/// <summary>How a run is scraped: once in every tick. With it, a simulator shows the samples that a Prometheus would store from the first tick on.</summary>
/// <param name="Timeout">The time for which the scraper waits for an answer.</param>
/// <param name="TargetLabels">The labels of the target, each with one value: <c>job</c> and <c>instance</c>.</param>
public sealed record ScrapeDefinition(TimeSpan Timeout, ImmutableArray<LabelDimension> TargetLabels)
{
    /// <summary>The key that selects the scrape series. No metric has it.</summary>
    public const string Key = "(scrape)";

    /// <summary>The scrape series, which a scraper writes about every scrape. Each is a gauge with a help text.</summary>
    public static ImmutableArray<(string Name, string Help)> Families { get; } =
    [
        ("up", "1 if the scrape succeeded, 0 if it failed."),
        ("scrape_duration_seconds", "The duration of the scrape."),
        ("scrape_samples_scraped", "The number of samples that the target exposed."),
        ("scrape_samples_post_metric_relabeling", "The number of samples that were left after metric relabeling."),
        ("scrape_series_added", "The number of series that were not in the last good scrape."),
    ];

    /// <inheritdoc/>
    public bool Equals(ScrapeDefinition? other) => other is not null && Timeout == other.Timeout && TargetLabels.AsSpan().SequenceEqual(other.TargetLabels.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Timeout, TargetLabels.Length);
}
