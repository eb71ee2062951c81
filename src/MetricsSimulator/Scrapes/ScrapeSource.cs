using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Scrapes;

/// <summary>
/// The scrape series. It counts the series of the whole run, whichever of them are shown, and it begins a tick after the sources that
/// it counts.
/// </summary>
/// <remarks>
/// Source: prometheus/prometheus, scrape/scrape.go, scrapeLoop.report. Nothing is relabelled, so all scraped samples remain; a failed scrape has none.
/// </remarks>
internal sealed class ScrapeSource : Source
{
    private readonly ScrapeDefinition _definition;
    private readonly PathPresence _paths;
    private readonly KnownAnomalies _known;
    private readonly ImmutableArray<Source> _others;
    private readonly ScrapeDuration _durations;
    private ScrapedFamily[] _found = [];
    private ScrapeCache _before = ScrapeCache.Empty;
    private ScrapeCache _cache = ScrapeCache.Empty;
    private EndpointConditions _conditions;
    private long _added;

    /// <summary>Begins with the scrape of a tick.</summary>
    /// <param name="definition">How the run is scraped.</param>
    /// <param name="context">The context of every source of the run.</param>
    /// <param name="paths">The series of the metrics that paths drive.</param>
    /// <param name="known">The anomalies.</param>
    /// <param name="others">The other sources that a scrape finds.</param>
    public ScrapeSource(ScrapeDefinition definition, SourceContext context, PathPresence paths, KnownAnomalies known, ImmutableArray<Source> others)
    {
        _definition = definition;
        _paths = paths;
        _known = known;
        _others = others;
        _durations = new ScrapeDuration(context.Seed, definition.Timeout);
        var labels = new LabelSpace(definition.TargetLabels);
        Families = [.. ScrapeDefinition.Families.Select((family, i) => new MetricFamily(family.Name, family.Help, MetricType.Gauge, labels, [], i))];
        Scrape(context.Tick);
    }

    /// <inheritdoc/>
    public override string Key => ScrapeDefinition.Key;

    /// <inheritdoc/>
    public override ImmutableArray<MetricFamily> Families { get; }

    /// <inheritdoc/>
    public override bool Begin(long tick)
    {
        Scrape(tick + 1);
        return false;
    }

    /// <inheritdoc/>
    public override void Advance(in SourcePiece piece, long tick, Span<double> values)
    {
        if (!values.IsEmpty) ShowAll(tick + 1, values);
    }

    /// <inheritdoc/>
    public override void ShowAll(long tick, Span<double> values)
    {
        var failed = _conditions.Fail(_definition.Timeout);
        values[0] = failed ? 0 : 1;
        values[1] = _durations.At(tick, _cache.Count, _conditions);
        values[2] = values[3] = failed ? 0 : _cache.Count;
        values[4] = failed ? 0 : _added;
    }

    /// <inheritdoc/>
    public override KeptSource Keep() => new KeptScrapes(_cache);

    /// <inheritdoc/>
    public override void Restore(KeptSource kept) => _cache = ((KeptScrapes)kept).Cache;

    /// <inheritdoc/>
    public override void TakeOver(Source before, Handover handover)
    {
        // The scrape of the current tick is counted again, because it finds the series after the change.
        _cache = ((ScrapeSource)before)._before;
        Scrape(handover.Tick);
    }

    /// <inheritdoc/>
    public override void ForgetAnomalies() => _paths.ForgetAnomalies();

    private void Scrape(long tick)
    {
        var count = _paths.Count + _others.Sum(source => source.Scraped.Length);
        if (_found.Length != count) _found = new ScrapedFamily[count];
        _paths.AdvanceTo(tick, _found.AsSpan(0, _paths.Count));
        var next = _paths.Count;
        foreach (var source in _others)
            foreach (var family in source.Scraped) _found[next++] = new ScrapedFamily(family, null, family);
        _conditions = _known.EndpointAt(tick);
        _before = _cache;
        if (!_conditions.Fail(_definition.Timeout)) _cache = _cache.Take(_found, out _added);
    }
}
