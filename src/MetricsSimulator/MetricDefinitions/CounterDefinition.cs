using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.MetricDefinitions;

/// <summary>
/// A counter that accumulates a rate: the increment over the tick [k, k + 1) is the rate at k times the length of the tick, or a Poisson
/// number of events with that mean.
/// </summary>
public sealed record CounterDefinition : MetricDefinition
{
    /// <summary>Creates a counter.</summary>
    /// <param name="key">The name in configuration files.</param>
    /// <param name="name">The name in Prometheus.</param>
    /// <param name="help">The help text.</param>
    /// <param name="labels">The label sets.</param>
    /// <param name="rate">The rate, or the intensity of the events.</param>
    /// <param name="split">How the rate is split over the label sets; by default <see cref="PathSplit.Independent"/>.</param>
    /// <param name="accumulate">How the rate becomes increments; by default <see cref="Accumulation.Integral"/>.</param>
    /// <param name="resolution">The counter shows whole multiples of this and keeps the rest for later; 0 to show every value. See <see cref="ResolutionViolation"/>.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public CounterDefinition(
        string key, string name, string help, LabelSpace labels, RateDefinition rate,
        PathSplit split = PathSplit.Independent, Accumulation accumulate = Accumulation.Integral, double resolution = 0)
        : base(key, name, help, labels)
    {
        ArgumentNullException.ThrowIfNull(rate);
        Rule.Require(ResolutionViolation(resolution), "resolution");
        Rate = rate;
        Split = split;
        Accumulate = accumulate;
        Resolution = resolution;
    }

    /// <summary>The rate, or the intensity of the events.</summary>
    public RateDefinition Rate { get; }

    /// <summary>How the rate is split over the label sets.</summary>
    public PathSplit Split { get; }

    /// <summary>How the rate becomes increments.</summary>
    public Accumulation Accumulate { get; }

    /// <summary>The step of the values that the counter shows, such as 1 for whole units; 0 if it shows every value.</summary>
    public double Resolution { get; }

    /// <summary>Whether every increment is a whole number, so that the counter can be thinned.</summary>
    public bool CountsEvents => Accumulate == Accumulation.Poisson || Resolution == 1;

    /// <inheritdoc/>
    public override bool HasSeriesOf(MetricDefinition other) =>
        base.HasSeriesOf(other) && other is CounterDefinition counter && Split == counter.Split && Accumulate == counter.Accumulate
        && Resolution == counter.Resolution && Rate.Per == counter.Rate.Per;

    /// <inheritdoc/>
    public override MetricType Type => MetricType.Counter;

    /// <inheritdoc/>
    public override AnomalyTargets Target => AnomalyTargets.Counter;

    /// <summary>
    /// The rule that a resolution breaks; null if it breaks none. It must be 0, a whole number, or one divided by a whole number, so that a shown value is the double
    /// nearest to its decimal.
    /// </summary>
    public static string? ResolutionViolation(double resolution)
    {
        const string Text = "must be 0, a whole number, or 1 divided by a whole number (0.01, 0.000001)";
        if (resolution == 0) return null;
        if (!double.IsFinite(resolution) || resolution < 1e-15 || resolution > 1e15) return Rule.Broken(Text, resolution);
        var steps = resolution >= 1 ? resolution : 1 / resolution;
        return Math.Abs(steps - Math.Round(steps)) <= 1e-9 * steps ? null : Rule.Broken(Text, resolution);
    }
}
