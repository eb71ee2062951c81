using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Anomalies;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Disturbances;

/// <summary>
/// The label sets that cardinality explosions add to a metric: one label has new values, the others have their first value. All explosions of
/// the metric on that label share them, and each shows as many of them as its magnitude says.
/// </summary>
/// <param name="Metric">The key of the metric.</param>
/// <param name="Label">The label that has new values.</param>
/// <param name="Count">The greatest number of label sets of any of the explosions.</param>
internal sealed record ExplosionFamily(string Metric, string Label, int Count)
{
    /// <summary>The share of the metric that all new label sets have together.</summary>
    public const double Share = 0.01;

    private const string Prefix = "extra-";

    /// <summary>The influence on the new label sets without other anomalies: they have their share of the metric, and exist only while an explosion shows them.</summary>
    public static readonly Influence Basis = new() { Factor = Share, Absent = true };

    /// <summary>The families that a set of anomalies needs, each once.</summary>
    public static ImmutableArray<ExplosionFamily> Of(IEnumerable<AnomalyDefinition> anomalies, ImmutableArray<MetricDefinition> metrics) =>
    [
        .. anomalies.SelectMany(WithThoseThatFollow).Where(anomaly => anomaly.Kind.AddsLabelSets)
            .GroupBy(anomaly => (Metric: anomaly.Metric!, Label: LabelOf(anomaly, metrics)))
            .Where(group => group.Key.Label is not null)
            .Select(group => new ExplosionFamily(group.Key.Metric, group.Key.Label!, (int)group.Max(anomaly => anomaly.Magnitude))),
    ];

    /// <summary>Whether an anomaly shows label sets of this family.</summary>
    public bool Has(AnomalyDefinition anomaly, ImmutableArray<MetricDefinition> metrics) =>
        anomaly.Kind.AddsLabelSets && anomaly.Metric == Metric && LabelOf(anomaly, metrics) == Label;

    /// <summary>The label sets that are added to a metric, numbered in the order in which they are shown. None is one of the metric's own.</summary>
    public LabelSpace LabelsOf(MetricDefinition metric)
    {
        var labels = metric.Labels;
        if (labels.Dimensions.IsEmpty) return new LabelSpace([LabelDimension.Generate(Label, Count, Prefix)]);
        var added = ValuesBeside(labels.Dimensions.First(dimension => dimension.Name == Label));
        return new LabelSpace(
        [
            .. labels.Dimensions.Select(dimension => dimension.Name == Label ? added : new LabelDimension(dimension.Name, [dimension.Value(0)])),
        ]);
    }

    // A value that the label already has keeps its series.
    private LabelDimension ValuesBeside(LabelDimension own)
    {
        ImmutableArray<string> values =
        [
            .. Enumerable.Range(0, Count + own.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{i}"))
                .Where(value => own.IndexOf(value) < 0).Take(Count),
        ];
        var generated = LabelDimension.Generate(Label, Count, Prefix);
        return generated.Value(Count - 1) == values[^1] ? generated : new LabelDimension(Label, values);
    }

    private static string? LabelOf(AnomalyDefinition anomaly, ImmutableArray<MetricDefinition> metrics)
    {
        var metric = metrics.FirstOrDefault(metric => metric.Key == anomaly.Metric);
        if (metric is null) return null;
        if (metric.Labels.Dimensions.IsEmpty) return anomaly.Label ?? "id";
        // If a reload has removed the label, there is nothing to show.
        var label = anomaly.Label ?? metric.Labels.Dimensions[^1].Name;
        return metric.Labels.Dimensions.Any(dimension => dimension.Name == label) ? label : null;
    }

    private static IEnumerable<AnomalyDefinition> WithThoseThatFollow(AnomalyDefinition anomaly) =>
        anomaly.Then.SelectMany(next => WithThoseThatFollow(next.Anomaly)).Prepend(anomaly);
}
