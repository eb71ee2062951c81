using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Processes;
using MetricsSimulator.MetricDefinitions;

namespace MetricsSimulator.Configuration.Patterns;

/// <summary>The keys of a metric that a pattern may override: those of its movement, but not those of its series or its unit.</summary>
internal static class OverrideKeys
{
    private static readonly Key s_arrivals = new BlockKey<RateDefinition>("arrivals",
        new KeyTable<RateDefinition>("overriddenArrivals", "", "", [.. ProcessKeys.In((RateDefinition rate) => rate.Process), RelativeNumbers.Relative.Unwritten<RateDefinition>()]) { Variants = [ProcessLaws.Variants], IsInReference = false },
        HistogramForm.Arrivals.Meaning)
    {
        AbsentText = "as configured",
    };

    /// <summary>The keys that may be overridden, in the order of the reference.</summary>
    public static readonly ImmutableArray<Key> All =
        [.. ProcessKeys.Fields.Select(field => field.Key), HistogramForm.Spread, HistogramForm.Arrivals, ThinnedCounterForm.Probability];

    /// <summary>Their names, for the reference.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(key => key.Name)];

    /// <summary>The keys as a table, for the JSON Schema. The metric's own table reads them, merged with the block of the metric.</summary>
    public static KeyTable Table { get; } = new("override", "patterns[].overrides.NAME", "Other parameters of a metric.",
        [RelativeNumbers.Relative, .. All.Select(key => key == HistogramForm.Arrivals ? s_arrivals : key)])
    {
        Variants = [ProcessLaws.Variants],
        IsInReference = false,
    };

    /// <summary>Whether a key of a metric may not be overridden; false for a name that is not a key.</summary>
    public static bool IsFixed(string name) => MetricForms.Table.Keys.Any(key => key.Name == name) && !Names.Contains(name, StringComparer.Ordinal);
}
