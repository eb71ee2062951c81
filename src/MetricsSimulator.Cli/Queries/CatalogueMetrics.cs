using System.Collections.Immutable;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sources;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The metrics of a run. It knows which of them are metrics of the built-in catalogue, also under other names.</summary>
internal sealed class CatalogueMetrics
{
    private static readonly Lazy<ImmutableArray<QueriedMetric>> s_catalogue = new(() => [.. ConfigurationReader.BuiltIn.Metrics.Select(metric => QueriedMetric.Of(metric, []))]);

    private readonly ImmutableArray<QueriedMetric> _ofSources;
    private readonly ImmutableArray<QueriedMetric> _ofWorkload;

    private CatalogueMetrics(ImmutableArray<QueriedMetric> all, ImmutableArray<QueriedMetric> ofSources, ImmutableArray<QueriedMetric> ofWorkload, ImmutableArray<QueriedMetric> known) =>
        (All, _ofSources, _ofWorkload, Known) = (all, ofSources, ofWorkload, known);

    /// <summary>All metrics that paths drive, in the order of the exposition.</summary>
    public ImmutableArray<QueriedMetric> All { get; }

    /// <summary>The metrics that the catalogue has too, with the same key and type.</summary>
    public ImmutableArray<QueriedMetric> Known { get; }

    /// <summary>All families: the metrics that paths drive, and those of sources.</summary>
    public IEnumerable<QueriedMetric> Families => All.Concat(_ofSources).Concat(_ofWorkload);

    /// <summary>Tokens, by <c>model</c> and <c>token_type</c> in the catalogue; null if the run has no such counter.</summary>
    public QueriedMetric? Tokens => Find("token_usage");

    /// <summary>Dollars, by <c>model</c> in the catalogue; null if the run has no such counter.</summary>
    public QueriedMetric? Cost => Find("cost");

    /// <summary>Durations of sessions; null if the run has no such histogram.</summary>
    public QueriedMetric? Sessions => Find("session_duration");

    /// <summary>Calls, by <c>tool_name</c> in the catalogue; null if the run has no such counter.</summary>
    public QueriedMetric? ToolCalls => Find("tool_usage");

    /// <summary>Calls that failed, by <c>error_type</c> in the catalogue; null if the run has no such counter.</summary>
    public QueriedMetric? Errors => Find("error");

    /// <summary>The counter from whose events the errors are derived, usually the calls; null if there are no errors, or they are not derived.</summary>
    public QueriedMetric? Attempts => Families.FirstOrDefault(metric => metric.Key == Errors?.ShareOf);

    /// <summary>Finds the metrics of a run.</summary>
    public static CatalogueMetrics Of(Run run)
    {
        ImmutableArray<QueriedMetric> all = [.. run.Model.Metrics.Select(metric => QueriedMetric.Of(metric, run.Labels))];
        var ofSources = run.Model.Sources.Where(source => source is not WorkloadDefinition).SelectMany(source => source.Families.Select(family => OfSource(source, family.Name, family.Type)));
        ImmutableArray<QueriedMetric> ofWorkload =
        [
            // Other profiles may have a name of the catalogue, but not its labels.
            .. run.Model.Sources.OfType<WorkloadDefinition>().SelectMany(workload => workload.Families.Select(family =>
                (workload.Telemetry.Profile.Style == NameStyle.Specification ? s_catalogue.Value.FirstOrDefault(known => known.Name == family.Name && known.Type == family.Type) : null)
                ?? OfSource(workload, family.Name, family.Type))),
        ];
        return new CatalogueMetrics(all, [.. ofSources], ofWorkload, [.. all.Concat(ofWorkload).Where(metric => InCatalogue(metric) is not null)]);
    }

    /// <summary>The same metrics, but only those with all labels of the catalogue count as its metrics.</summary>
    public CatalogueMetrics WithItsLabels() =>
        new(All, _ofSources, _ofWorkload, Known.RemoveAll(metric => !InCatalogue(metric)!.Labels.All(label => metric.Labels.Contains(label, StringComparer.Ordinal))));

    /// <summary>The same metrics without those of a workload, whose usual values depend on the team.</summary>
    public CatalogueMetrics WithoutWorkload() => new(All, _ofSources, [], Known.RemoveAll(metric => _ofWorkload.Contains(metric)));

    private static QueriedMetric OfSource(SourceDefinition source, string name, MetricType type) => new(source.Key, name, "", type, []);

    private static QueriedMetric? InCatalogue(QueriedMetric metric) => s_catalogue.Value.FirstOrDefault(known => known.Key == metric.Key && known.Type == metric.Type);

    private QueriedMetric? Find(string key) => Known.FirstOrDefault(metric => metric.Key == key);
}
