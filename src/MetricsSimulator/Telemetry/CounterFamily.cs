using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Telemetry;

/// <summary>A family of counters.</summary>
/// <param name="Name">Its name in Prometheus.</param>
/// <param name="Help">Its help text.</param>
/// <param name="Type">Its type.</param>
/// <param name="Labels">The names of the labels of its attributes.</param>
/// <param name="UnitsPerOne">The whole number that represents the value 1.</param>
/// <param name="Buckets">The upper bounds of a histogram's buckets; empty for other types.</param>
/// <param name="Constants">Labels that all series of the family have, after their own labels.</param>
internal sealed record CounterFamily(
    string Name, string Help, MetricType Type, ImmutableArray<string> Labels, long UnitsPerOne, ImmutableArray<double> Buckets,
    ImmutableArray<KeyValuePair<string, string>> Constants)
{
    /// <summary>The number of values that a label set has.</summary>
    public int Width => Type == MetricType.Histogram ? Buckets.Length + 2 : 1;
}
