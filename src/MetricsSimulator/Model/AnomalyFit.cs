using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Processes;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Model;

/// <summary>Whether an anomaly suits the metrics of a model, and whether it can change anything there.</summary>
public static class AnomalyFit
{
    /// <summary>Whether a kind of anomaly can act on a metric.</summary>
    public static bool SuitsMetric(this AnomalyKind kind, MetricDefinition metric)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(metric);
        return kind.Suits(metric.Target);
    }

    /// <summary>The rule that an anomaly breaks for given metrics; null if it breaks none.</summary>
    /// <param name="anomaly">The anomaly. Anomalies that follow it are not checked.</param>
    /// <param name="metrics">The metrics of the model.</param>
    /// <param name="sources">The other sources of the model.</param>
    /// <returns>The key with the fault, and the rule.</returns>
    public static (string Key, string Violation)? ViolationWith(
        this AnomalyDefinition anomaly, ImmutableArray<MetricDefinition> metrics, ImmutableArray<SourceDefinition> sources)
    {
        ArgumentNullException.ThrowIfNull(anomaly);
        if (anomaly.ActsOnWorkload)
        {
            if (sources.FirstOrDefault(source => anomaly.Kind.Suits(source.Target)) is not { } source) return ("kind", $"{anomaly.Kind.Name} acts on a workload, and this model has none");
            return source.Violation(anomaly);
        }

        if (anomaly.Metric is null) return null;
        var metric = metrics.FirstOrDefault(metric => metric.Key == anomaly.Metric);
        if (metric is null) return ("metric", Rule.Broken("must name a metric of this model", anomaly.Metric));
        if (metric is InfoDefinition && !anomaly.Kind.SuitsMetric(metric))
            return ("metric", Rule.Broken($"{anomaly.Kind.Name} cannot act on an info metric, whose value is always 1", anomaly.Metric));
        if (!anomaly.Kind.SuitsMetric(metric)) return ("metric", Rule.Broken($"{anomaly.Kind.Name} cannot act on this sort of metric", anomaly.Metric));
        if (anomaly.Label is { } label && metric.Labels.Dimensions.Length > 0 && metric.Labels.Dimensions.All(dimension => dimension.Name != label))
            return ("label", Rule.Broken($"must be a label of {anomaly.Metric}", label));
        return null;
    }

    /// <summary>The rule that an anomaly breaks for given metrics and phases; null if it breaks none. It must be able to change something.</summary>
    /// <param name="anomaly">The anomaly. Anomalies that follow it are not checked.</param>
    /// <param name="metrics">The metrics of the model.</param>
    /// <param name="sources">The other sources of the model.</param>
    /// <param name="phases">The phases that its window may overlap: all of the scenario, unless the window ends within one.</param>
    /// <returns>The key with the fault, and the rule.</returns>
    public static (string Key, string Violation)? ViolationWith(
        this AnomalyDefinition anomaly, ImmutableArray<MetricDefinition> metrics, ImmutableArray<SourceDefinition> sources, ImmutableArray<Phase> phases) =>
        anomaly.ViolationWith(metrics, sources) ?? anomaly.IdlenessIn(metrics, phases);

    /// <summary>Why an anomaly that suits the metrics changes nothing in some phases; null if it may change something.</summary>
    internal static (string Key, string Reason)? IdlenessIn(this AnomalyDefinition anomaly, ImmutableArray<MetricDefinition> metrics, ImmutableArray<Phase> phases)
    {
        if (anomaly.Metric is null) return null;
        var index = metrics.ToList().FindIndex(metric => metric.Key == anomaly.Metric);
        foreach (var dimension in metrics[index].Labels.Dimensions)
        {
            // Values with a lifetime are replaced, so a matcher may match later.
            if (dimension.Lifetime is not null) continue;
            if (anomaly.Matchers.AllowAny(dimension)) continue;
            return ("matchers", Rule.Broken($"matches no series of {anomaly.Metric}", anomaly.Matchers.ToString()));
        }

        return ReasonOf(anomaly.Kind, metrics, index, phases) is { } reason ? ("metric", $"{anomaly.Kind.Name} would change nothing: {reason}") : null;
    }

    private static string? ReasonOf(AnomalyKind kind, ImmutableArray<MetricDefinition> metrics, int index, ImmutableArray<Phase> phases)
    {
        if (kind.Needs == AnomalyNeed.Nothing) return null;
        var key = metrics[index].Key;
        if (metrics[index] is GaugeDefinition)
        {
            if (kind.Needs == AnomalyNeed.Activity) return phases.All(phase => IsZero(PathIn(phase, metrics, index)!)) ? $"{key} is 0" : null;
            return IsStill(phases, metrics, index) ? $"{key} does not change" : null;
        }

        if (phases.All(phase => IsSilentIn(phase, metrics, index))) return $"{key} counts nothing";
        return kind.Needs switch
        {
            AnomalyNeed.Movement when IsStill(phases, metrics, index) => $"the path of {key} does not move",
            AnomalyNeed.Cycle when phases.All(phase => phase.Cycle is null or { HasEffect: false }) => "there is no cycle",
            _ => null,
        };
    }

    private static bool IsSilentIn(Phase phase, ImmutableArray<MetricDefinition> metrics, int index)
    {
        if (!phase.Metrics.IsEmpty && phase.Metrics[index].Scale == 0) return true;
        var metric = DefinitionIn(phase, metrics, index);
        return metric switch
        {
            ThinnedCounterDefinition { Probability: 0 } => true,
            ThinnedCounterDefinition thinned => IsSilentIn(phase, metrics, metrics.ToList().FindIndex(parent => parent.Key == thinned.Of)),
            CounterDefinition counter => IsZero(counter.Rate.Process),
            HistogramDefinition histogram => IsZero(histogram.Arrivals.Process),
            _ => false,
        };
    }

    // Only a constant stays at 0. Any other path may have kept a value from an earlier phase.
    private static bool IsZero(ProcessDefinition process) => process is ConstantDefinition { InitialValue: 0 } || process.Bounds is { Lower: >= 0, Upper: <= 0 };

    private static bool IsStill(ImmutableArray<Phase> phases, ImmutableArray<MetricDefinition> metrics, int index)
    {
        if (phases.IsEmpty || PathIn(phases[0], metrics, index) is not { } first || first.TransitionsOver(TimeSpan.FromSeconds(1)) is not { AreDrawn: false, Fixed: var moved } || moved != Transition.None) return false;
        return phases.All(phase => PathIn(phase, metrics, index)!.Equals(first));
    }

    private static ProcessDefinition? PathIn(Phase phase, ImmutableArray<MetricDefinition> metrics, int index) => DefinitionIn(phase, metrics, index) switch
    {
        GaugeDefinition gauge => gauge.Process,
        CounterDefinition counter => counter.Rate.Process,
        HistogramDefinition histogram => histogram.Median,
        _ => null,
    };

    private static MetricDefinition DefinitionIn(Phase phase, ImmutableArray<MetricDefinition> metrics, int index) =>
        phase.Metrics.IsEmpty ? metrics[index] : phase.Metrics[index].Definition;
}
