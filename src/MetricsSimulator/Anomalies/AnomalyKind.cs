namespace MetricsSimulator.Anomalies;

/// <summary>
/// A kind of anomaly: its targets, the meaning of its magnitude, and its effect at a moment. There is one object for each, listed in
/// <see cref="AnomalyKinds"/>.
/// </summary>
public sealed class AnomalyKind
{
    internal AnomalyKind()
    {
    }

    /// <summary>Adds the effect of an anomaly on a series at a moment to the effects of others.</summary>
    internal delegate void SeriesEffect(in AnomalyMoment moment, ref Influence influence);

    /// <summary>Adds the effect of an anomaly on the sessions of a workload at a moment to the effects of others.</summary>
    internal delegate void SessionEffect(in AnomalyMoment moment, ref SessionInfluence influence);

    /// <summary>Adds the effect of an anomaly on what a workload shows at a moment.</summary>
    internal delegate void ViewEffect(in AnomalyMoment moment, ref ViewInfluence influence);

    /// <summary>Adds the effect of an anomaly on the endpoint at a moment to the effects of others.</summary>
    internal delegate EndpointConditions EndpointEffect(in AnomalyMoment moment, EndpointConditions conditions);

    /// <summary>The name in files and requests: <c>level_shift</c>.</summary>
    public required string Name { get; init; }

    /// <summary>A description, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The targets that it can act on.</summary>
    public required AnomalyTargets Targets { get; init; }

    /// <summary>The meaning of its magnitude, with the unit and the range; null if it has none.</summary>
    public string? MagnitudeMeaning => Magnitude is null ? null : $"{Magnitude.Meaning}, {Magnitude.Range}";

    /// <summary>The magnitude when none is given; 0 for a kind that has none.</summary>
    public double DefaultMagnitude => Magnitude?.Default ?? 0;

    /// <summary>Whether it can have an onset.</summary>
    public bool HasOnset { get; init; }

    /// <summary>Whether it adds label sets to a metric, as many as its magnitude, for as long as it lasts.</summary>
    public bool AddsLabelSets { get; init; }

    /// <summary>Whether it acts on the endpoint and has no metric.</summary>
    public bool IsOfEndpoint => Targets == AnomalyTargets.Endpoint;

    /// <summary>Whether it acts on the sessions of a workload and has no metric: it is a cause, and its effects are whatever follows from it.</summary>
    public bool IsOfWorkload => Targets == AnomalyTargets.Workload;

    /// <summary>Whether it can act on what a workload shows, and not on its sessions. Then it has no metric.</summary>
    public bool IsOfView => Suits(AnomalyTargets.View);

    /// <summary>Whether it can act on one metric.</summary>
    public bool HasMetric => Suits(AnomalyTargets.Metrics);

    /// <summary>Whether it has a label: of the new values that it adds, or of the values that it takes away.</summary>
    public bool HasLabel { get; init; }

    /// <summary>The label when none is given; null if that depends on the metric, or if the kind has none.</summary>
    public string? DefaultLabel { get; init; }

    /// <summary>What it needs to act on what a workload shows.</summary>
    public ViewNeed Needed { get; init; }

    /// <summary>Whether matchers can select metrics of a workload by their names, and not only developers.</summary>
    public bool SelectsNames { get; init; }

    /// <summary>Whether matchers can select the models whose calls it changes, and not only developers.</summary>
    public bool SelectsModels { get; init; }

    /// <summary>Its magnitude; null when it has none.</summary>
    public AnomalyMagnitude? Magnitude { get; init; }

    /// <summary>Whether it has its magnitude only when it acts on a metric, and none when it acts on what a workload shows.</summary>
    public bool IsMagnitudeOfMetrics { get; init; }

    /// <summary>The condition on a metric under which it can change anything.</summary>
    internal AnomalyNeed Needs { get; init; }

    /// <summary>Its effect on a series; by default none.</summary>
    internal SeriesEffect OnSeries { get; init; } = (in _, ref _) => { };

    /// <summary>Its effect on the sessions of a workload; by default none.</summary>
    internal SessionEffect OnSessions { get; init; } = (in _, ref _) => { };

    /// <summary>Its effect on what a workload shows; by default none.</summary>
    internal ViewEffect OnView { get; init; } = (in _, ref _) => { };

    /// <summary>Its effect on the endpoint; by default none.</summary>
    internal EndpointEffect OnEndpoint { get; init; } = (in _, conditions) => conditions;

    /// <summary>The rule that a magnitude breaks; null if it breaks none. Every magnitude breaks a rule if the kind has none.</summary>
    public string? MagnitudeViolation(double magnitude) => Magnitude is null ? $"{Name} has no magnitude" : Magnitude.Violation(magnitude);

    /// <summary>Whether it can act on something.</summary>
    public bool Suits(AnomalyTargets target) => (Targets & target) != AnomalyTargets.None;
}
