using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Processes;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary>The keys of a histogram's block <c>arrivals</c>.</summary>
internal static class ArrivalsKeys
{
    public static readonly KeyTable<RateDefinition> Table = new("arrivals", "simulator.metrics.NAME.arrivals",
        "The number of observations of a histogram. They have their own process, whose path is the mean number of observations in each `per`.",
        [.. ProcessKeys.In((RateDefinition rate) => rate.Process), PathKeys.Per.From((RateDefinition rate) => rate.Per)])
    {
        Variants = [ProcessLaws.Variants],
        Constraints = [JsonSchema.Of(("properties", new MapNode(default, ProcessKeys.LimitsOfRate)))],
    };
}
