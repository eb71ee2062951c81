using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Anomalies;

/// <summary>
/// What an anomaly does: its kind, its target, its duration and magnitude, and the anomalies that follow it.
/// </summary>
public sealed record AnomalyDefinition
{
    /// <summary>The deepest nesting of anomalies that follow anomalies.</summary>
    public const int MaximumDepth = 8;

    /// <summary>Creates a definition.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="metric">The key of the metric that it acts on; null if it acts on the endpoint or on a workload.</param>
    /// <param name="matchers">The label sets of the metric, or the developers and models of the workload, that it acts on; by default all.</param>
    /// <param name="duration">The length of its window; above zero.</param>
    /// <param name="onset">The time over which it reaches its magnitude; by default zero, at most the duration.</param>
    /// <param name="magnitude">Its magnitude; by default that of the kind.</param>
    /// <param name="label">The label that gets new values, for a cardinality explosion, or that is missing; null for the default of the kind.</param>
    /// <param name="timing">Its timing, if it is planned; null if it follows another or is injected.</param>
    /// <param name="then">The anomalies that follow it.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public AnomalyDefinition(
        AnomalyKind kind, string? metric, TimeSpan duration, LabelMatchers? matchers = null, TimeSpan onset = default, double? magnitude = null,
        string? label = null, AnomalyTiming? timing = null, ImmutableArray<FollowingAnomaly> then = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        if (metric is null ? kind is { HasMetric: true, IsOfView: false } : !kind.HasMetric)
            throw new ArgumentException($"{kind.Name} acts on {(kind.IsOfEndpoint ? "the endpoint" : kind.HasMetric ? "a metric" : "a workload")}.", nameof(metric));
        Rule.Require(Rule.Positive(duration), "duration");
        Rule.Require(OnsetViolation(kind, onset, duration), "onset");
        if (magnitude is { } given) Rule.Require(MagnitudeViolation(kind, metric, given), "magnitude");
        Kind = kind;
        Metric = metric;
        Duration = duration;
        Matchers = matchers ?? LabelMatchers.All;
        Onset = onset;
        Magnitude = magnitude ?? (HasMagnitude ? kind.DefaultMagnitude : 0);
        Label = label ?? kind.DefaultLabel;
        Timing = timing;
        Then = then.IsDefault ? [] : then;
    }

    /// <summary>The kind.</summary>
    public AnomalyKind Kind { get; }

    /// <summary>The key of the metric that it acts on; null for the endpoint and for a workload.</summary>
    public string? Metric { get; }

    /// <summary>The label sets of the metric, or the developers and models of the workload, that it acts on.</summary>
    public LabelMatchers Matchers { get; }

    /// <summary>Whether it acts on a workload: on its sessions, or on what it shows.</summary>
    public bool ActsOnWorkload => Metric is null && !Kind.IsOfEndpoint;

    /// <summary>Whether it acts on what a workload shows, and not on its sessions.</summary>
    public bool ActsOnView => ActsOnWorkload && Kind.IsOfView;

    /// <summary>Whether it, or one that follows it, may give a metric further label sets for a time.</summary>
    /// <param name="key">The key of the metric.</param>
    public bool AddsLabelSetsTo(string key) =>
        (Kind.AddsLabelSets && Metric == key) || Then.Any(next => next.Anomaly.AddsLabelSetsTo(key));

    /// <summary>The length of its window.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The time over which it reaches its magnitude; zero for at once.</summary>
    public TimeSpan Onset { get; }

    /// <summary>Its magnitude, in the unit of the kind; 0 without one.</summary>
    public double Magnitude { get; }

    /// <summary>Whether it has a magnitude.</summary>
    public bool HasMagnitude => Kind.Magnitude is not null && !(Kind.IsMagnitudeOfMetrics && ActsOnView);

    /// <summary>The label that gets new values, or that is missing; null for the default of the kind, and for kinds without one.</summary>
    public string? Label { get; }

    /// <summary>Its timing, if it is planned; null if it follows another or is injected.</summary>
    public AnomalyTiming? Timing { get; }

    /// <summary>The anomalies that follow it; their times count from its beginning.</summary>
    public ImmutableArray<FollowingAnomaly> Then { get; }

    /// <summary>The time from the beginning of the window to the end of the last anomaly that follows.</summary>
    public TimeSpan Reach => Then.Select(next => Sum(next.After, next.Anomaly.Reach)).Append(Duration).Max();

    /// <summary>The rule that an onset breaks; null if it breaks none.</summary>
    public static string? OnsetViolation(AnomalyKind kind, TimeSpan onset, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(kind);
        if (onset == TimeSpan.Zero) return null;
        if (onset < TimeSpan.Zero) return Rule.Broken("must be 0 seconds or longer", onset.TotalSeconds);
        if (!kind.HasOnset) return $"{kind.Name} has no onset";
        return onset <= duration ? null : Rule.Broken($"must be at most the duration, {duration.TotalSeconds:R} seconds", onset.TotalSeconds);
    }

    /// <summary>The rule that a magnitude breaks; null if it breaks none.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="metric">The key of the metric; null if it acts on something else.</param>
    /// <param name="magnitude">The magnitude.</param>
    public static string? MagnitudeViolation(AnomalyKind kind, string? metric, double magnitude)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return kind is { IsMagnitudeOfMetrics: true, IsOfView: true } && metric is null ? $"{kind.Name} of a workload has no magnitude" : kind.MagnitudeViolation(magnitude);
    }

    /// <inheritdoc/>
    public bool Equals(AnomalyDefinition? other) =>
        other is not null && Kind == other.Kind && Metric == other.Metric && Matchers.Equals(other.Matchers) && Duration == other.Duration
        && Onset == other.Onset && Magnitude.Equals(other.Magnitude) && Label == other.Label && Timing == other.Timing
        && Then.AsSpan().SequenceEqual(other.Then.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind.Name, Metric, Duration, Magnitude, Timing);

    /// <summary>The sum of two spans of time, at most <see cref="TimeSpan.MaxValue"/>.</summary>
    internal static TimeSpan Sum(TimeSpan first, TimeSpan second) => second > TimeSpan.MaxValue - first ? TimeSpan.MaxValue : first + second;
}
