using System.Collections.Immutable;

namespace MetricsSimulator.Anomalies.Kinds;

/// <summary>All kinds of anomalies. Thread-safe.</summary>
public static class AnomalyKinds
{
    /// <summary>The kinds, in the order of the documentation.</summary>
    public static ImmutableArray<AnomalyKind> All { get; } =
    [
        new Spike(),
        new LevelShift(),
        new Trend(),
        new Variance(),
        new Flatline(),
        new Dropout(),
        new CounterReset(),
        new ErrorBurst(),
        new LatencyShift(),
        new PhaseShift(),
        new NotANumber(),
        new CardinalityExplosion(),
        new Outage(),
        new SlowScrape(),
        new Truncated(),
    ];

    /// <summary>The kind of a name, or null.</summary>
    public static AnomalyKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
