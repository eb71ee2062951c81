using System.Collections.Immutable;
using MetricsSimulator.Configuration;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Rules;

/// <summary>The metrics of a model: every one by its name and type, and those whose meaning is known because the catalogue has them.</summary>
/// <param name="model">The model.</param>
internal sealed class ModelMetrics(SimulationModel model)
{
    private static readonly Lazy<ImmutableArray<MetricDefinition>> s_catalogue = new(() => ConfigurationReader.BuiltIn.Metrics);

    /// <summary>The names and types of all families.</summary>
    public ImmutableArray<(string Name, MetricType Type)> Families =>
        [.. model.Metrics.Select(metric => (metric.Name, metric.Type)), .. model.Sources.SelectMany(source => source.Families)];

    /// <summary>The metrics that the catalogue has too, under whatever name, in the order of the exposition.</summary>
    public IEnumerable<MetricDefinition> Known => model.Metrics.Where(IsKnown);

    /// <summary>A metric of the catalogue, under whatever name; null when the model has none of that key and type.</summary>
    /// <param name="key">Its key in configurations.</param>
    public MetricDefinition? Find(string key) => Known.FirstOrDefault(metric => metric.Key == key);

    /// <summary>The metric of a key.</summary>
    public MetricDefinition this[string key] => model.Metrics.First(metric => metric.Key == key);

    /// <summary>The name of series that are there whenever a family is: those of a counter or gauge, or the counts of a histogram.</summary>
    /// <param name="name">The name of the family.</param>
    /// <param name="type">Its type.</param>
    public static string SeriesOf(string name, MetricType type) => name + type.SeriesOf([]).Last(series => series.Label is null).Suffix;

    private static bool IsKnown(MetricDefinition metric) => s_catalogue.Value.Any(known => known.Key == metric.Key && known.Type == metric.Type);
}
