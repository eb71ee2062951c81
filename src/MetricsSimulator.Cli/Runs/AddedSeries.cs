using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Scrapes;
using MetricsSimulator.Truth;

namespace MetricsSimulator.Cli.Runs;

/// <summary>Series that are written beside those of a run. A series of the run with the same name and labels is an error.</summary>
/// <param name="Truth">Whether to write the anomalies as a metric.</param>
/// <param name="ScrapeOption">The option that can leave out the scrape series, or that has asked for them; null if they are not written.</param>
internal sealed record AddedSeries(bool Truth, string? ScrapeOption)
{
    /// <summary>
    /// The option because of which every series gets the labels of the target, even without scrape series: the run is scraped later. Null if only scrapes add
    /// them.
    /// </summary>
    public string? TargetOption { get; init; }

    /// <summary>All metrics of a run that would share a series with the added ones, each with its place.</summary>
    public IReadOnlyList<ConfigurationError> ConflictsWith(RecordedRun recorded)
    {
        var errors = new List<ConfigurationError>();
        foreach (var metric in recorded.ModelsFrom(0).SelectMany(model => model.Metrics).DistinctBy(metric => (metric.Key, metric.Name)))
        {
            // In OpenMetrics, the family of a counter up_total is called up.
            var names = metric.Type.NamesOf(metric.Name).ToHashSet(StringComparer.Ordinal);
            if (Truth && names.Contains(TruthDefinition.Name)) errors.Add(Error(recorded, metric, "name", $"the name '{TruthDefinition.Name}' is the metric of the anomalies", "Give the metric another name, or leave out --truth."));
            if ((TargetOption ?? ScrapeOption) is { } target && metric.Labels.Dimensions.FirstOrDefault(IsOfTarget) is { Name: var label })
                errors.Add(Error(recorded, metric, "labels", $"the label '{label}' is also one of the target, so Prometheus would rename the metric's label", $"Give the label another name, {Without(target)}."));
            if (ScrapeOption is not null && ScrapeDefinition.Families.Select(family => family.Name).FirstOrDefault(names.Contains) is { } taken)
                errors.Add(Error(recorded, metric, "name", $"the name '{taken}' is that of a series that Prometheus writes about every scrape", $"Give the metric another name, {Without(ScrapeOption)}."));
        }

        // In a history alone, a label of the run takes the place of that of the target.
        if (TargetOption is not null)
            errors.AddRange(recorded.Run.Labels.Where(IsOfTarget).Select(label => Error(recorded.Run, label.Name, $"the label '{label.Name}' is also one of the target, so Prometheus would rename it", TargetOption)));
        if (Truth)
            errors.AddRange(recorded.Run.Labels.Where(label => TruthDefinition.Labels.Contains(label.Name, StringComparer.Ordinal)).Select(label => Error(recorded.Run, label.Name, $"every anomaly has a label '{label.Name}' too", "--truth")));
        return errors;
    }

    /// <summary>The run with the added series. There must be no conflicts.</summary>
    /// <param name="recorded">The run.</param>
    /// <param name="scrape">How the run is scraped.</param>
    public RecordedRun To(RecordedRun recorded, ScrapeConfiguration scrape)
    {
        if (ScrapeOption is not null) recorded = recorded.WithScrapes(scrape);
        return Truth ? recorded.WithTruth() : recorded;
    }

    private static bool IsOfTarget(LabelDimension label) => ScrapeConfiguration.LabelNames.Contains(label.Name, StringComparer.Ordinal);

    private static string Without(string option) => option.StartsWith("--no-", StringComparison.Ordinal) ? $"or give {option}" : $"or leave out {option}";

    private static ConfigurationError Error(Run run, string label, string message, string option)
    {
        var path = $"labels.{label}";
        var isOfFile = run.Configuration.Places.TryGetValue(path, out var place);
        return new ConfigurationError(isOfFile ? place : Place.Whole("--label"), isOfFile ? path : "", message, $"Give the label another name, {Without(option)}.");
    }

    private static ConfigurationError Error(RecordedRun recorded, MetricDefinition metric, string key, string message, string remedy)
    {
        var run = recorded.Run;
        var path = $"metrics.{metric.Key}";
        foreach (var each in (string[])[$"{path}.{key}", path])
            if (run.Configuration.Places.TryGetValue(each, out var place)) return new ConfigurationError(place, each, message, remedy);
        // The metric comes from a scenario or a reload.
        return new ConfigurationError(Place.Whole(run.Played ?? run.Request.File ?? "the run"), $"{path}.{key}", message, remedy);
    }
}
