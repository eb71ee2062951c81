using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary>The result of reading one metric's block.</summary>
/// <param name="Key">The name of the metric in configuration files.</param>
/// <param name="At">The block.</param>
/// <param name="Keys">The content of the block; null if the value is not a block.</param>
/// <param name="IsEnabled">Whether the metric is served.</param>
/// <param name="Definition">
/// The metric. After an error, it has only the properties on which other metrics depend, or is null if these are not known either.
/// </param>
internal sealed record MetricReading(string Key, Cursor At, Block? Keys, bool IsEnabled, MetricDefinition? Definition);
