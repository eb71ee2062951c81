using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Cli.Curves;

/// <summary>The theoretical mean and variance of a curve, if there is a closed form. Immutable.</summary>
internal sealed class PathTheory
{
    private readonly ProcessDefinition _process;
    private readonly TimeSpan _window;
    private readonly double _paths;
    private readonly double _noise;

    private PathTheory(ProcessDefinition process, double paths, TimeSpan window, double noise) => (_process, _paths, _window, _noise) = (process, paths, window, noise);

    /// <summary>The theory of a curve of all label sets of a metric.</summary>
    /// <param name="model">The model.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="query">The curve.</param>
    /// <param name="reason">Why there is no closed form; empty if there is one.</param>
    public static PathTheory? Of(SimulationModel model, MetricDefinition? metric, CurveQuery query, out string reason)
    {
        reason = ReasonAgainst(model, query);
        if (reason.Length > 0) return null;
        switch (metric)
        {
            case GaugeDefinition gauge when query.Measure == Measure.Value:
                return Of(gauge.Process, gauge.Split, metric, TimeSpan.Zero, noise: 0, out reason);
            case CounterDefinition counter when query.Measure == Measure.Rate:
                // A Poisson number of events with mean λ has variance λ. A rate is that number divided by the window.
                var noise = counter.Accumulate == Accumulation.Poisson ? counter.Rate.Per / query.Window : 0;
                return Of(counter.Rate.Process, counter.Split, metric, query.Window, noise, out reason);
            default:
                reason = "only gauges and rates of counters have a closed form";
                return null;
        }
    }

    /// <summary>Mean and variance of the curve a span of time after the start of the run. Those of a rate are those of its path in the middle of the window.</summary>
    public Moments After(TimeSpan elapsed)
    {
        var middle = elapsed - _window / 2;
        var path = _process.MomentsAfter(middle > TimeSpan.Zero ? middle : TimeSpan.Zero);
        return new Moments(_paths * path.Mean, _paths * (path.Variance + _noise * Math.Max(0, path.Mean)));
    }

    /// <summary>A value, limited to the bounds of the paths.</summary>
    public double Within(double value) => Math.Clamp(value, _paths * _process.Bounds.Lower, _paths * _process.Bounds.Upper);

    private static PathTheory? Of(ProcessDefinition process, PathSplit split, MetricDefinition metric, TimeSpan window, double noise, out string reason)
    {
        var isGeometric = process is GeometricBrownianDefinition or JumpDiffusionDefinition { Jumps.Sizes: JumpSizes.Lognormal };
        reason = isGeometric && split == PathSplit.Independent && metric.Labels.Count > 1 ? "the sum of several geometric paths has no closed form" : "";
        return reason.Length > 0 ? null : new PathTheory(process, split == PathSplit.PerSeries ? metric.Labels.Count : 1, window, noise);
    }

    private static string ReasonAgainst(SimulationModel model, CurveQuery query)
    {
        var scenario = model.Scenario;
        if (scenario.Phases is not [{ Metrics.IsEmpty: true, Cycle: null, Anomalies.IsEmpty: true }] || !scenario.Anomalies.IsEmpty)
            return $"the closed forms hold without a scenario, and the scenario{(scenario.Name.Length > 0 ? $" '{scenario.Name}'" : "")} changes the metrics; give --scenario none";
        return query.Matchers.Conditions.IsEmpty ? "" : "the closed forms hold for all label sets together; leave the matchers out";
    }
}
