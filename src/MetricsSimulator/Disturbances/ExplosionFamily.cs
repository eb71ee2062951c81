using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Disturbances;

/// <summary>
/// The label sets that cardinality explosions add to a metric: one label has new values, the others their first. They belong to all explosions of
/// the metric on that label, and each shows as many of them as its magnitude says. Immutable and thread-safe.
/// </summary>
/// <param name="Metric">The key of the metric.</param>
/// <param name="Label">The label that has new values.</param>
/// <param name="Count">The most label sets that any of the explosions has.</param>
internal sealed record ExplosionFamily(string Metric, string Label, int Count)
{
    /// <summary>What the new label sets have of the metric, all together.</summary>
    public const double Share = 0.01;

    private const string Prefix = "extra-";

    /// <summary>The families that a set of anomalies needs, each once.</summary>
    public static ImmutableArray<ExplosionFamily> Of(IEnumerable<AnomalyDefinition> anomalies, ImmutableArray<MetricDefinition> metrics) =>
    [
        .. anomalies.SelectMany(WithThoseThatFollow).Where(IsExplosion)
            .GroupBy(anomaly => (Metric: anomaly.Metric!, Label: LabelOf(anomaly, metrics)))
            .Where(group => group.Key.Label is not null)
            .Select(group => new ExplosionFamily(group.Key.Metric, group.Key.Label!, (int)group.Max(anomaly => anomaly.Magnitude))),
    ];

    /// <summary>Whether an anomaly shows label sets of this family.</summary>
    public bool Has(AnomalyDefinition anomaly, ImmutableArray<MetricDefinition> metrics) =>
        IsExplosion(anomaly) && anomaly.Metric == Metric && LabelOf(anomaly, metrics) == Label;

    /// <summary>The label sets that are added to a metric, numbered in the order in which they are shown.</summary>
    public LabelSpace LabelsOf(MetricDefinition metric)
    {
        var labels = metric.Labels;
        var added = LabelDimension.Generate(Label, Count, Prefix);
        if (labels.Dimensions.IsEmpty) return new LabelSpace([added]);
        return new LabelSpace(
        [
            .. labels.Dimensions.Select(dimension => dimension.Name == Label ? added : new LabelDimension(dimension.Name, [dimension.Value(0)])),
        ]);
    }

    private static bool IsExplosion(AnomalyDefinition anomaly) => anomaly.Kind is Anomalies.Kinds.CardinalityExplosion;

    private static string? LabelOf(AnomalyDefinition anomaly, ImmutableArray<MetricDefinition> metrics)
    {
        var metric = metrics.FirstOrDefault(metric => metric.Key == anomaly.Metric);
        if (metric is null) return null;
        if (metric.Labels.Dimensions.IsEmpty) return anomaly.Label ?? "id";
        return anomaly.Label ?? metric.Labels.Dimensions[^1].Name;
    }

    private static IEnumerable<AnomalyDefinition> WithThoseThatFollow(AnomalyDefinition anomaly) =>
        anomaly.Then.SelectMany(next => WithThoseThatFollow(next.Anomaly)).Prepend(anomaly);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Metric} by {Label}, {Count}");
}
