using System.Collections.Immutable;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>The instants at which a preview answers queries, as Grafana would choose them for the same time range.</summary>
/// <param name="Begin">The start of the time range.</param>
/// <param name="Evaluations">The instants, ascending, with the windows that Grafana would fill in. At least one; the last is the end of the time range.</param>
internal sealed record PreviewSteps(DateTimeOffset Begin, ImmutableArray<Evaluation> Evaluations)
{
    // One step for every two pixels of a panel of half the width.
    private const int MostSteps = 288;

    /// <summary>The end of the time range.</summary>
    public DateTimeOffset End => DateTimeOffset.FromUnixTimeMilliseconds(Evaluations[^1].Time);

    /// <summary>The last instant.</summary>
    public Evaluation Last => Evaluations[^1];

    /// <summary>The instants for a span of a run.</summary>
    /// <param name="span">The span.</param>
    /// <param name="scrapeInterval">The time from one scrape to the next.</param>
    /// <remarks>Source: Grafana's documentation of <c>$__rate_interval</c>: the step plus one scrape interval, but at least four scrape intervals.</remarks>
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
