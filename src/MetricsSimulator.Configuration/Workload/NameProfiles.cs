using System.Collections.Immutable;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>The names of the profiles, in configurations and on the command line.</summary>
public static class NameProfiles
{
    /// <summary>All profiles, each with its name.</summary>
    public static ImmutableArray<(string Name, NameStyle Style)> All { get; } =
    [
        ("collector", NameStyle.Collector), ("direct", NameStyle.Direct), ("nosuffix", NameStyle.NoSuffix), ("legacy", NameStyle.Legacy), ("specification", NameStyle.Specification),
    ];
}
