using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Model;

/// <summary>
/// Everything on which a run depends, and nothing else: simulators with equal models produce the same samples, bit for bit. A model is immutable;
/// a change makes another.
/// </summary>
public sealed record SimulationModel
{
    /// <summary>The most time series that a model may have.</summary>
    public const long MaximumSeries = 10_000_000;

    /// <summary>Creates a model.</summary>
    /// <param name="seed">The seed of all random draws; any value, including 0.</param>
    /// <param name="timeline">The instants of the ticks.</param>
    /// <param name="metrics">The metrics, in the order of the exposition.</param>
    /// <param name="scenario">The scenario; by default <see cref="Scenario.None"/>.</param>
    /// <param name="sources">Sources beside the metrics. They follow them in the exposition, in this order; by default none.</param>
    /// <exception cref="ArgumentException"><see cref="Violations"/> is not empty, or the scenario does not suit the metrics.</exception>
    public SimulationModel(ulong seed, Timeline timeline, ImmutableArray<MetricDefinition> metrics, Scenario? scenario = null, ImmutableArray<SourceDefinition> sources = default)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        foreach (var (key, parameter, violation) in Violations(metrics, sources)) Rule.Require(violation, $"{key}.{parameter}");
        Seed = seed;
        Timeline = timeline;
        Metrics = metrics;
        Scenario = scenario ?? Scenario.None;
        Sources = sources.IsDefault ? [] : sources;
        RequireSuitable(Scenario, metrics, Sources);
    }

    /// <summary>The seed of all random draws.</summary>
    public ulong Seed { get; }

    /// <summary>The instants of the ticks.</summary>
    public Timeline Timeline { get; }

    /// <summary>The metrics, in the order of the exposition.</summary>
    public ImmutableArray<MetricDefinition> Metrics { get; }

    /// <summary>Sources beside the metrics, in the order of the exposition. Of several shards, only the first has those that are not dealt out.</summary>
    public ImmutableArray<SourceDefinition> Sources { get; }

    /// <summary>The scenario.</summary>
    public Scenario Scenario { get; }

    /// <summary>The shard whose label sets the metrics have; null if they have all.</summary>
    public Shard? Shard { get; private init; }

    /// <summary>Whether a label has values with a lifetime, so that series end and others begin.</summary>
    public bool HasChurn => Metrics.Any(metric => metric.Labels.Dimensions.Any(dimension => dimension.Lifetime is not null));

    /// <summary>The model without anomalies: the clean twin.</summary>
    public SimulationModel WithoutAnomalies() => new(Seed, Timeline, Metrics, Scenario.WithoutAnomalies(), Sources) { Shard = Shard };

    /// <summary>The model with another source after its own.</summary>
    public SimulationModel With(SourceDefinition source) => new(Seed, Timeline, Metrics, Scenario, Sources.Add(source)) { Shard = Shard };

    /// <summary>The model with some of its label sets. The samples of each are the same as in the whole model.</summary>
    /// <param name="shard">The shard with these label sets; null for all.</param>
    public SimulationModel ForShard(Shard? shard)
    {
        if (shard == Shard) return this;
        ImmutableArray<MetricDefinition> metrics =
            [.. Metrics.Select(metric => metric.WithLabels(shard?.Deal(metric.Name, metric.Labels) ?? metric.Labels.Whole))];
        return new SimulationModel(Seed, Timeline, metrics, Scenario.With(metrics), Sources) { Shard = shard };
    }

    /// <summary>The number of time series that Prometheus stores for a scrape.</summary>
    public long SeriesCount => Metrics.Sum(metric => metric.SeriesCount) + Sources.Sum(source => source.SeriesCount);

    /// <summary>
    /// The rules that metrics and sources break together, each with the key of the metric and of the parameter: a name is taken, or clashes through the
    /// suffixes of an exposition; a parent is missing or counts no events; parents form a circle; or there are too many series.
    /// </summary>
    public static IEnumerable<(string Key, string Parameter, string Violation)> Violations(
        ImmutableArray<MetricDefinition> metrics, ImmutableArray<SourceDefinition> sources = default)
    {
        foreach (var violation in NameViolations(metrics)) yield return violation;
        foreach (var violation in NameViolations(metrics, sources.IsDefault ? [] : sources)) yield return violation;
        foreach (var violation in ParentViolations(metrics)) yield return violation;

        long series = 0;
        foreach (var metric in metrics)
        {
            series += metric.SeriesCount;
            if (series <= MaximumSeries) continue;
            yield return (metric.Key, "labels", string.Create(CultureInfo.InvariantCulture,
                $"the labels make {metric.Labels.Count} label sets, {series} series with the metrics before; the limit is {MaximumSeries} series"));
            yield break;
        }
    }

    /// <inheritdoc/>
    public bool Equals(SimulationModel? other) =>
        other is not null && Seed == other.Seed && Timeline == other.Timeline && Metrics.AsSpan().SequenceEqual(other.Metrics.AsSpan())
        && Sources.AsSpan().SequenceEqual(other.Sources.AsSpan()) && Scenario == other.Scenario && Shard == other.Shard;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Seed, Timeline, Metrics.Length);

    private static void RequireSuitable(Scenario scenario, ImmutableArray<MetricDefinition> metrics, ImmutableArray<SourceDefinition> sources)
    {
        foreach (var phase in scenario.Phases)
        {
            var suits = phase.Metrics.IsEmpty
                || (phase.Metrics.Length == metrics.Length && phase.Metrics.Zip(metrics).All(pair => pair.First.Definition.HasSeriesOf(pair.Second)));
            if (!suits) throw new ArgumentException($"The phase '{phase.Name}' must have the metrics of the model, with other parameters.", nameof(scenario));
            if (!phase.Sources.All(source => sources.Any(source.HasSeriesOf)))
                throw new ArgumentException($"The phase '{phase.Name}' must have sources of the model, with other parameters.", nameof(scenario));
        }

        foreach (var anomaly in scenario.Anomalies.Concat(scenario.Phases.SelectMany(phase => phase.Anomalies)))
        {
            if (anomaly.Timing is null) throw new ArgumentException($"A planned {anomaly.Kind.Name} needs a timing.", nameof(scenario));
            if (anomaly.ViolationWith(metrics, sources) is { } broken) throw new ArgumentException($"{anomaly.Kind.Name}.{broken.Key}: {broken.Violation}.", nameof(scenario));
        }
    }

    private static IEnumerable<(string Key, string Parameter, string Violation)> NameViolations(ImmutableArray<MetricDefinition> metrics)
    {
        var owners = new Dictionary<string, MetricDefinition>(StringComparer.Ordinal);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var metric in metrics)
        {
            if (!keys.Add(metric.Key)) yield return (metric.Key, "name", "the metric is given twice");
            if (metric.Type.NameViolation(metric.Name) is { } broken) yield return (metric.Key, "name", broken);
            foreach (var name in metric.Type.NamesOf(metric.Name))
            {
                if (owners.TryAdd(name, metric)) continue;
                if (ReferenceEquals(owners[name], metric)) continue;
                yield return (metric.Key, "name", owners[name].Name == metric.Name
                    ? $"the name '{metric.Name}' is taken by {owners[name].Key}"
                    : $"the name '{metric.Name}' clashes with '{owners[name].Name}' of {owners[name].Key}: an exposition has '{name}' for both");
                break;
            }
        }
    }

    private static IEnumerable<(string Key, string Parameter, string Violation)> NameViolations(
        ImmutableArray<MetricDefinition> metrics, ImmutableArray<SourceDefinition> sources)
    {
        var keys = metrics.Select(metric => metric.Key).ToHashSet(StringComparer.Ordinal);
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var metric in metrics)
            foreach (var name in metric.Type.NamesOf(metric.Name)) owners.TryAdd(name, metric.Key);
        foreach (var source in sources)
        {
            if (!keys.Add(source.Key)) yield return (source.Key, "name", "the metric is given twice");
            foreach (var (name, type) in source.Families)
                if (type.NameViolation(name) is { } violation) yield return (source.Key, "name", violation);
            foreach (var name in source.Families.SelectMany(family => family.Type.NamesOf(family.Name).Distinct(StringComparer.Ordinal)))
                if (!owners.TryAdd(name, source.Key)) yield return (source.Key, "name", $"the name '{name}' is taken by {owners[name]}");
        }
    }

    private static IEnumerable<(string Key, string Parameter, string Violation)> ParentViolations(ImmutableArray<MetricDefinition> metrics)
    {
        var byKey = new Dictionary<string, MetricDefinition>(StringComparer.Ordinal);
        foreach (var metric in metrics) byKey.TryAdd(metric.Key, metric);
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var thinned in metrics.OfType<ThinnedCounterDefinition>())
        {
            if (!byKey.TryGetValue(thinned.Of, out var parent))
                yield return (thinned.Key, "of", Rule.Broken("must name a counter of this model", thinned.Of));
            else if (parent is not (ThinnedCounterDefinition or CounterDefinition { CountsEvents: true }))
                yield return (thinned.Key, "of", Rule.Broken("must name a counter of events (accumulate: poisson, integer: true, or one with of)", thinned.Of));
            else if (IsCircular(thinned, byKey, known))
                yield return (thinned.Key, "of", Rule.Broken("a counter may not be derived from itself", thinned.Of));
        }
    }

    // Each chain of parents is followed once; the result holds for all metrics on the chain.
    private static bool IsCircular(ThinnedCounterDefinition thinned, Dictionary<string, MetricDefinition> byKey, Dictionary<string, bool> known)
    {
        var followed = new List<string>();
        MetricDefinition? next = thinned;
        var isCircular = false;
        while (next is ThinnedCounterDefinition child)
        {
            if (!known.TryAdd(child.Key, true))
            {
                // The metric is in this chain, which closes a circle, or in an earlier chain with a known result.
                isCircular = known[child.Key];
                break;
            }

            followed.Add(child.Key);
            next = byKey.GetValueOrDefault(child.Of);
        }

        foreach (var key in followed) known[key] = isCircular;
        return isCircular;
    }
}
