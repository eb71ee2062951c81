using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Scrapes;
using MetricsSimulator.Truth;

namespace MetricsSimulator.Cli.Runs;

/// <summary>The series that are written beside those of a run: what it has of the same name is an error.</summary>
/// <param name="Truth">Whether the anomalies are, as a metric.</param>
/// <param name="ScrapeOption">The option that leaves out, or asks for, the series that a scraper writes; null when they are not written.</param>
internal sealed record AddedSeries(bool Truth, string? ScrapeOption)
{
    /// <summary>All metrics of a run that would share a series with what is added, each with its place.</summary>
    public IReadOnlyList<ConfigurationError> ConflictsWith(RecordedRun recorded)
    {
        var errors = new List<ConfigurationError>();
        foreach (var metric in recorded.ModelsFrom(0).SelectMany(model => model.Metrics).DistinctBy(metric => (metric.Key, metric.Name)))
        {
            // Of a counter up_total, OpenMetrics has a family up.
            var names = metric.Type.NamesOf(metric.Name).ToHashSet(StringComparer.Ordinal);
            if (Truth && names.Contains(TruthDefinition.Name)) errors.Add(Error(recorded, metric, "name", $"the name '{TruthDefinition.Name}' is that of the anomalies", "Give the metric another name, or leave out --truth."));
            if (ScrapeOption is null) continue;
            var remedy = ScrapeOption.StartsWith("--no-", StringComparison.Ordinal) ? $"or give {ScrapeOption}" : $"or leave out {ScrapeOption}";
            if (ScrapeDefinition.Families.Select(family => family.Name).FirstOrDefault(names.Contains) is { } taken)
                errors.Add(Error(recorded, metric, "name", $"the name '{taken}' is taken by what Prometheus writes about every scrape", $"Give the metric another name, {remedy}."));
            if (metric.Labels.Dimensions.FirstOrDefault(label => ScrapeConfiguration.LabelNames.Contains(label.Name, StringComparer.Ordinal)) is { Name: var label })
                errors.Add(Error(recorded, metric, "labels", $"the label '{label}' is that of the target, and Prometheus would rename the metric's own", $"Give the label another name, {remedy}."));
        }

        if (Truth) errors.AddRange(recorded.Run.Labels.Where(label => TruthDefinition.LabelNames.Contains(label.Name, StringComparer.Ordinal)).Select(label => Error(recorded.Run, label.Name)));
        return errors;
    }

    /// <summary>The run with what is added; nothing of it is in conflict.</summary>
    /// <param name="recorded">The run.</param>
    /// <param name="scrape">How it is scraped.</param>
    public RecordedRun To(RecordedRun recorded, ScrapeConfiguration scrape)
    {
        if (ScrapeOption is not null) recorded = recorded.WithScrapes(scrape);
        return Truth ? recorded.WithTruth() : recorded;
    }

    private static ConfigurationError Error(Run run, string label)
    {
        var path = $"labels.{label}";
        var isOfFile = run.Configuration.Places.TryGetValue(path, out var place);
        return new ConfigurationError(isOfFile ? place : Place.Whole("--label"), isOfFile ? path : "", $"the label '{label}' is one that each anomaly has", "Give the label another name, or leave out --truth.");
    }

    private static ConfigurationError Error(RecordedRun recorded, MetricDefinition metric, string key, string message, string remedy)
    {
        var run = recorded.Run;
        var path = $"metrics.{metric.Key}";
        foreach (var each in (string[])[$"{path}.{key}", path])
            if (run.Configuration.Places.TryGetValue(each, out var place)) return new ConfigurationError(place, each, message, remedy);
        // A scenario or a reload has brought it.
        return new ConfigurationError(Place.Whole(run.Played ?? run.Request.Config ?? "the run"), $"{path}.{key}", message, remedy);
    }
}
