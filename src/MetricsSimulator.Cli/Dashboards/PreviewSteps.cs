using System.Collections.Immutable;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The instants at which a preview asks, as Grafana would over the same time.</summary>
/// <param name="Begin">Where the time shown begins.</param>
/// <param name="Evaluations">The instants, ascending, with the windows that Grafana would fill in; one at least, the last where the time shown ends.</param>
internal sealed record PreviewSteps(DateTimeOffset Begin, ImmutableArray<Evaluation> Evaluations)
{
    // One for every two pixels of a panel that takes half of the width.
    private const int MostSteps = 288;

    /// <summary>Where the time shown ends.</summary>
    public DateTimeOffset End => DateTimeOffset.FromUnixTimeMilliseconds(Evaluations[^1].Time);

    /// <summary>The last of them.</summary>
    public Evaluation Last => Evaluations[^1];

    /// <summary>The instants for a span of a run.</summary>
    /// <param name="span">The span.</param>
    /// <param name="scrapeInterval">How often it is scraped.</param>
    /// <remarks>Source: Grafana's documentation of <c>$__rate_interval</c>: the step and a scrape, and four scrapes at least.</remarks>
    public static PreviewSteps Of(RunSpan span, TimeSpan scrapeInterval)
    {
        var timeline = span.Recorded.Run.Model.Timeline;
        var (begin, end) = (timeline.InstantOf(span.FirstTick), timeline.InstantOf(span.EndTick - 1));
        var scrapes = Math.Max(1, (end - begin) / scrapeInterval);
        var step = Math.Ceiling(scrapes / MostSteps) * scrapeInterval;
        var rateInterval = step + scrapeInterval > 4 * scrapeInterval ? step + scrapeInterval : 4 * scrapeInterval;
        var range = end > begin ? end - begin : scrapeInterval;
        var count = (int)((end - begin) / step);
        return new PreviewSteps(begin, [.. Enumerable.Range(0, count + 1).Select(i => new Evaluation((end - (count - i) * step).ToUnixTimeMilliseconds(), rateInterval, range))]);
    }
}
