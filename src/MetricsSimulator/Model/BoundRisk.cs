using System.Globalization;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Model;

/// <summary>
/// Warns if a total is split into so many parts that one is likely to meet a bound. The bound holds that part, and the sum of the parts
/// then departs from the configured process. Thread-safe.
/// </summary>
public static class BoundRisk
{
    /// <summary>The least probability for a warning.</summary>
    public const double WorthWarning = 0.05;

    /// <summary>The span of time for which the probability is computed.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromHours(24);

    /// <summary>The warnings of a model, each with the key of the metric.</summary>
    public static IEnumerable<(string Key, string Warning)> Warnings(SimulationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var metric in model.Metrics)
        {
            if (SplitProcess(metric) is not { } process || metric.Labels.Count == 1) continue;
            var share = SmallestShare(metric.Labels);
            var part = ProbabilityOfMeetingBound(process, share, Horizon);
            if (part < WorthWarning || part < 2 * ProbabilityOfMeetingBound(process, 1, Horizon)) continue;
            yield return (metric.Key, string.Create(CultureInfo.InvariantCulture,
                $"{metric.Labels.Count} label sets split the total so finely that the smallest part meets a bound within {Horizon.TotalHours:0} hours with probability {part:0.00}; the total then leaves its configured path. Use fewer label sets, less volatility, or split: shared"));
        }
    }

    /// <summary>
    /// The probability that a part of a Brownian path meets the nearer of its bounds within a span of time; 0 for a process of
    /// another kind. Source: Karatzas and Shreve, Brownian Motion and Stochastic Calculus (1991), section 3.5.C, formula 5.12 integrated.
    /// </summary>
    /// <param name="process">The process of the total.</param>
    /// <param name="share">The share of the part: above 0, at most 1.</param>
    /// <param name="horizon">The span of time.</param>
    public static double ProbabilityOfMeetingBound(ProcessDefinition process, double share, TimeSpan horizon)
    {
        if (process is not BrownianDefinition brownian) return 0;
        var t = horizon.TotalSeconds;
        var deviation = Math.Sqrt(share * t) * brownian.Volatility.PerRootSecond;
        if (deviation == 0) return 0;
        var drift = share * brownian.Drift * t;
        var lower = FirstPassage(share * (brownian.InitialValue - brownian.Bounds.Lower), drift, deviation);
        var upper = FirstPassage(share * (brownian.Bounds.Upper - brownian.InitialValue), -drift, deviation);
        return Math.Max(lower, upper);
    }

    // P(min X ≤ −distance) for X with this drift and deviation over the whole span.
    private static double FirstPassage(double distance, double drift, double deviation)
    {
        if (double.IsPositiveInfinity(distance)) return 0;
        if (distance == 0) return 1;
        var direct = NormalDistribution.Cumulative((-distance - drift) / deviation);
        var mirrored = NormalDistribution.Cumulative((-distance + drift) / deviation);
        // If the mirrored probability is 0 as a double, the term is negligible, but its factor may be ∞, and 0 · ∞ would be NaN.
        return mirrored == 0 ? direct : direct + DeterministicMath.Exp(-2 * drift * distance / (deviation * deviation)) * mirrored;
    }

    private static ProcessDefinition? SplitProcess(MetricDefinition metric) => metric switch
    {
        GaugeDefinition { Split: PathSplit.Independent } gauge => gauge.Process,
        CounterDefinition { Split: PathSplit.Independent } counter => counter.Rate.Process,
        HistogramDefinition { Split: PathSplit.Independent } histogram => histogram.Arrivals.Process,
        _ => null,
    };

    private static double SmallestShare(LabelSpace labels)
    {
        var smallest = 1.0;
        foreach (var dimension in labels.Dimensions) smallest *= Enumerable.Range(0, dimension.Count).Min(dimension.Share);
        return smallest;
    }
}
