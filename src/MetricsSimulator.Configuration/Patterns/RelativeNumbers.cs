using System.Globalization;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Processes;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;

namespace MetricsSimulator.Configuration.Patterns;

/// <summary>
/// The key <c>relative</c> of overrides: their numbers are multiples of the initial value that the metric has without them. The key is read before
/// the overrides are merged with the block of the metric, which has no such key. Not thread-safe.
/// </summary>
internal sealed class RelativeNumbers
{
    public static readonly Key<bool> Relative = new("relative", ValueKinds.Flag, false,
        "`true`: `initial_value`, and all numbers in this block that have its unit, are multiples of the metric's initial value without the pattern.");

    /// <summary>The error of the key where it does not belong, for <see cref="Cursor.Elsewhere"/>.</summary>
    /// <param name="name">The key that was found.</param>
    public static (string Message, string Explanation)? Misplaced(string name) => name == Relative.Name
        ? ("belongs in the overrides of a metric", "In a scenario, write it beside the keys that it is for: overrides: {token_usage: {relative: true, bounds: [0.5, 2]}}.")
        : null;

    private Cursor? _ofMetric;
    private Cursor? _ofArrivals;

    private RelativeNumbers()
    {
    }

    /// <summary>Takes the key out of the overrides of a metric, and out of those of its arrivals.</summary>
    /// <param name="at">The overrides.</param>
    /// <param name="block">The overrides, replaced by those without the key.</param>
    public static RelativeNumbers TakeFrom(Cursor at, ref MapNode block)
    {
        var relative = new RelativeNumbers();
        if (block.Find(HistogramForm.Arrivals.Name) is { Value: MapNode arrivals } entry)
        {
            relative._ofArrivals = Take(at.Enter(entry), ref arrivals);
            block = new MapNode(block.Place, [.. block.Entries.Select(one => one == entry ? entry with { Value = arrivals } : one)]);
        }

        relative._ofMetric = Take(at, ref block);
        return relative;
    }

    /// <summary>Multiplies the overriding numbers of a block.</summary>
    /// <param name="metric">The metric without the overrides.</param>
    /// <param name="block">The block with the overrides.</param>
    public void Apply(MetricDefinition metric, Block block)
    {
        if (_ofMetric is not null) Apply(_ofMetric, metric.Key, InitialValueOf(metric), block);
        if (_ofArrivals is not null && metric is HistogramDefinition histogram)
            Apply(_ofArrivals, $"the arrivals of {metric.Key}", histogram.Arrivals.Process.InitialValue, block.Find(HistogramForm.Arrivals));
    }

    private static Cursor? Take(Cursor at, ref MapNode block)
    {
        if (block.Find(Relative.Name) is not { } entry) return null;
        block = new MapNode(block.Place, block.Entries.Remove(entry));
        var given = at.Enter(entry, Relative.Explanation);
        return Relative.Read(given) is true ? given : null;
    }

    private static void Apply(Cursor at, string owner, double? initialValue, Block block)
    {
        if (initialValue is null)
        {
            at.ReportKey($"needs an initial value, and {owner} has none", Relative.Explanation);
            return;
        }

        if (initialValue <= 0)
        {
            at.ReportKey(
                string.Create(CultureInfo.InvariantCulture, $"needs an initial value above 0, and that of {owner} is {initialValue}"),
                "Give it an initial_value above 0, or play another scenario.");
            initialValue = null;
        }

        var hasShares = block.Value(ProcessKeys.Process).HasShares(block);
        block.Multiply(initialValue, key => key != HistogramForm.Arrivals && (!hasShares || key == PathKeys.InitialValue || key == PathKeys.PathBounds));
    }

    private static double? InitialValueOf(MetricDefinition metric) => metric switch
    {
        CounterDefinition counter => counter.Rate.Process.InitialValue,
        GaugeDefinition gauge => gauge.Process.InitialValue,
        HistogramDefinition histogram => histogram.Median.InitialValue,
        _ => null,
    };
}
