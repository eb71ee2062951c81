using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Processes;

namespace MetricsSimulator.Configuration.Patterns;

/// <summary>Which keys of a metric a pattern may override: how it moves, not what series it has or in which unit.</summary>
internal static class OverrideKeys
{
    private static readonly ImmutableArray<Key> s_changeable =
        [.. ProcessKeys.All.Where(key => key != ProcessKeys.Per), MetricKeys.Spread, MetricKeys.Arrivals, MetricKeys.Probability];

    /// <summary>The names of the keys that may be overridden, for the reference.</summary>
    public static ImmutableArray<string> Names { get; } = [.. s_changeable.Select(key => key.Name)];

    /// <summary>Whether a key of a metric may not be overridden; false for a name that is no key at all.</summary>
    public static bool IsFixed(string name) =>
        MetricKeys.Table.Keys.Any(key => key.Name == name) && !Names.Contains(name, StringComparer.Ordinal);
}
