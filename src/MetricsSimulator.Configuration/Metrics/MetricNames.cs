using MetricsSimulator.Metrics;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary>The properties that metrics of every type have.</summary>
/// <param name="Key">The name in configuration files.</param>
/// <param name="Name">The name in Prometheus.</param>
/// <param name="Help">The help text.</param>
/// <param name="Labels">The label sets.</param>
internal sealed record MetricNames(string Key, string Name, string Help, LabelSpace Labels);
