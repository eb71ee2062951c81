using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Processes;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary><c>type: histogram</c>.</summary>
internal sealed class HistogramForm() : MetricForm<HistogramDefinition>(MetricType.Histogram, "a histogram", "histograms",
[
    .. SplitKeys.In((HistogramDefinition histogram) => histogram.Split),
    .. ProcessKeys.In((HistogramDefinition histogram) => histogram.Median),
    s_buckets.From((HistogramDefinition histogram) => histogram.Buckets),
    Spread.From((HistogramDefinition histogram) => histogram.Spread),
    Arrivals.From((HistogramDefinition histogram) => histogram.Arrivals),
])
{
    public static readonly Key<double> Spread = new("spread", ValueKinds.Number, 0,
        "The standard deviation of the natural logarithm of an observation. The median is the path's value. With 0.8, two thirds of the observations lie between 0.45 and 2.2 times the median.")
    {
        Rule = ValueRules.Between<double>(0, HistogramDefinition.LargestSpread, HistogramDefinition.SpreadViolation),
    };

    public static readonly BlockKey<RateDefinition> Arrivals = new("arrivals", ArrivalsKeys.Table, "How many observations there are.")
    {
        AbsentText = "no observations",
    };

    private static readonly Key<ImmutableArray<double>> s_buckets = new("buckets", NumbersKind.Instance, [], "The upper bounds of the buckets, in ascending order. `+Inf` is added.")
    {
        AbsentText = "must be given",
        Rule = new(HistogramDefinition.BucketsViolation, JsonSchema.Of(
            ("items", JsonSchema.Join(ValueKinds.Number.Schema, ValueRules.Finite.Schema)),
            ("minItems", JsonSchema.Number(1)), ("maxItems", JsonSchema.Number(HistogramDefinition.MaximumBuckets)), ("uniqueItems", JsonSchema.Flag(true)))),
    };

    public override ImmutableArray<MapEntry> Limits => ProcessKeys.LimitsOfRate;

    public override void Check(Block block)
    {
        ProcessKeys.Check(block, isRate: true);
        SplitKeys.Check(block);
        if (!block.Has(s_buckets)) block.At.ReportKey("a histogram needs buckets", s_buckets.Explanation);
        if (block.Has(Arrivals) && !block.IsBroken(Arrivals)) ProcessKeys.Check(block.Value(Arrivals), isRate: true);
    }

    public override MetricDefinition Make(MetricNames names, Block block) => new HistogramDefinition(
        names.Key, names.Name, names.Help, names.Labels, ProcessKeys.Make(block), block.Value(Spread), block.Value(s_buckets),
        block.Has(Arrivals) ? ProcessKeys.MakeRate(block.Value(Arrivals)) : new RateDefinition(new ConstantDefinition(0)), SplitKeys.Make(block));

    public override MetricDefinition MakeStandIn(MetricNames names, Block block)
    {
        var nothing = new ConstantDefinition(0);
        ImmutableArray<double> buckets = block.Value(s_buckets) is { IsEmpty: false } some ? some : [1];
        return new HistogramDefinition(names.Key, names.Name, names.Help, names.Labels, nothing, 0, buckets, new RateDefinition(nothing));
    }
}
