using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary>All types of metrics that a file can give, and the table of their keys.</summary>
internal static class MetricForms
{
    /// <summary>The types, in the order of errors and of the reference.</summary>
    public static readonly ImmutableArray<MetricForm> All = [new CounterForm(), new GaugeForm(), new HistogramForm(), new ThinnedCounterForm(), new InfoForm()];

    /// <summary>A block of one type may not have keys of another. Arrivals are not a metric, but share some of the keys.</summary>
    public static readonly VariantSet Variants = new("", "and", [.. All, new ArrivalsForm()]);

    public static readonly KeyTable<MetricDefinition> Table = new("metric", "simulator.metrics.NAME",
        """
        One metric. If `NAME` is a metric of the built-in catalogue, the block changes it key by key: the keys that you give replace those of the catalogue, and all others
        stay. An explicit `null` (`~`) removes a key of the catalogue, so that the default below applies. Any other `NAME` is your own metric.
        A key that does not apply to the metric's type or process is an error.
        """,
        [.. MetricKeys.Fields, .. Variants.Keys.Select(FieldOf)])
    {
        Aliases = [("description", MetricKeys.Help)],
        Variants = [Variants, Processes.ProcessLaws.Variants],
        Constraints = [CounterForm.NotBoth, SplitKeys.NotBoth],
    };

    /// <summary>The type of a block; null if the block names none, or an unknown one.</summary>
    public static MetricForm? Find(Block block)
    {
        if (block.IsBroken(MetricKeys.Type) || !(block.Has(MetricKeys.Type) || block.Has(MetricKeys.Of))) return null;
        var type = block.Value(MetricKeys.Type);
        var isThinned = type == MetricType.Counter && block.Has(MetricKeys.Of);
        return All.First(form => form.Type == type && form is ThinnedCounterForm == isThinned);
    }

    private static Field<MetricDefinition> FieldOf(Key key) => new(key, metric => All.First(form => form.Fits(metric)).Write(key, metric));

    private sealed class ArrivalsForm() : Variant("arrivals", "arrivals", ArrivalsKeys.Table.Keys);
}
