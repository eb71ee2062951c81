using MetricsSimulator.Anomalies.Kinds;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Anomalies;

/// <summary>
/// A kind of anomaly: what it can act on, what its magnitude means, and what it does at a moment. There is one of each, listed in
/// <see cref="AnomalyKinds"/>. Immutable and thread-safe.
/// </summary>
public abstract class AnomalyKind
{
    private protected AnomalyKind(string name, AnomalyTargets targets, string summary)
    {
        Name = name;
        Targets = targets;
        Summary = summary;
    }

    /// <summary>The name in files and requests: <c>level_shift</c>.</summary>
    public string Name { get; }

    /// <summary>What it can act on.</summary>
    public AnomalyTargets Targets { get; }

    /// <summary>What it does, in one sentence.</summary>
    public string Summary { get; }

    /// <summary>What its magnitude means, with the unit; null when it has none.</summary>
    public virtual string? MagnitudeMeaning => null;

    /// <summary>The magnitude when none is given; 0 for a kind that has none.</summary>
    public virtual double DefaultMagnitude => 0;

    /// <summary>Whether it can creep in.</summary>
    public virtual bool HasOnset => false;

    /// <summary>Whether it acts on the endpoint and has no metric.</summary>
    public bool IsOfEndpoint => Targets == AnomalyTargets.Endpoint;

    /// <summary>The rule that a magnitude breaks, or null.</summary>
    public virtual string? MagnitudeViolation(double magnitude) => null;

    /// <summary>Whether it can act on a metric.</summary>
    public bool SuitsMetric(MetricDefinition metric) => (Targets & TargetOf(metric)) != AnomalyTargets.None;

    /// <summary>What a metric is, among the targets.</summary>
    public static AnomalyTargets TargetOf(MetricDefinition metric) => metric switch
    {
        GaugeDefinition => AnomalyTargets.Gauge,
        CounterDefinition => AnomalyTargets.Counter,
        ThinnedCounterDefinition => AnomalyTargets.DerivedCounter,
        HistogramDefinition => AnomalyTargets.Histogram,
        _ => AnomalyTargets.None,
    };

    /// <summary>Adds what it does to a series at a moment to what other anomalies do to it.</summary>
    internal virtual void Apply(in AnomalyMoment moment, ref Influence influence)
    {
    }

    /// <summary>Adds what it does to the endpoint at a moment to what other anomalies do to it.</summary>
    internal virtual EndpointConditions Apply(in AnomalyMoment moment, EndpointConditions conditions) => conditions;
}
