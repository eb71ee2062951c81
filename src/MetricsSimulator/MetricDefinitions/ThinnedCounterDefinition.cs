using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.MetricDefinitions;

/// <summary>
/// A counter of some events of another counter: each event of <see cref="Of"/> is kept with <see cref="Probability"/>, and goes to a label
/// set with the probability of that set's share. In every tick it counts at most as many events as its parent.
/// </summary>
public sealed record ThinnedCounterDefinition : MetricDefinition
{
    /// <summary>Creates a thinned counter.</summary>
    /// <param name="key">The name in configuration files.</param>
    /// <param name="name">The name in Prometheus.</param>
    /// <param name="help">The help text.</param>
    /// <param name="labels">The label sets. Their shares say how the kept events are distributed.</param>
    /// <param name="of">The <see cref="MetricDefinition.Key"/> of the counter whose events are thinned.</param>
    /// <param name="probability">The probability that an event is kept, from 0 to 1.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public ThinnedCounterDefinition(string key, string name, string help, LabelSpace labels, string of, double probability)
        : base(key, name, help, labels)
    {
        ArgumentException.ThrowIfNullOrEmpty(of);
        Rule.Require(Rule.Probability(probability), "probability");
        Of = of;
        Probability = probability;
    }

    /// <summary>The key of the counter whose events are thinned.</summary>
    public string Of { get; }

    /// <summary>The probability that an event is kept, from 0 to 1.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public override bool HasSeriesOf(MetricDefinition other) =>
        base.HasSeriesOf(other) && other is ThinnedCounterDefinition thinned && Of == thinned.Of;

    /// <inheritdoc/>
    public override MetricType Type => MetricType.Counter;

    /// <inheritdoc/>
    public override AnomalyTargets Target => AnomalyTargets.DerivedCounter;
}
