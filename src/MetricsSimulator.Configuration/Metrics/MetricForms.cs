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

    /// <summary>The keys of one type may not stand in a block of another. Arrivals are no metric, but some of the keys apply to them too.</summary>
    public static readonly VariantSet Variants = new("", "and", [.. All, new ArrivalsForm()]);

    public static readonly KeyTable<MetricDefinition> Table = new("metric", "simulator.metrics.NAME",
        """
        One metric. A `NAME` of the built-in catalogue changes that metric key by key: what is given replaces, what is absent stays, and an
        explicit `null` (`~`) takes back what the catalogue says, so that the default below holds. Any other `NAME` is a metric of one's own.
        A key that does not apply to the metric's type or process is an error.
        """,
        [.. MetricKeys.Fields, .. Variants.Keys.Select(FieldOf)])
    {
        Variants = [Variants, Processes.ProcessLaws.Variants],
        Constraints = [CounterForm.NotBoth, SplitKeys.NotBoth],
    };

    /// <summary>The type that a block has; null when it does not say, or says what there is not.</summary>
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
