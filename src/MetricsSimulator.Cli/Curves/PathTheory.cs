using System.Collections.Immutable;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Cli.Curves;

/// <summary>The theoretical mean and variance of a curve, from one phase of the scenario to the next, if there is a closed form. Immutable.</summary>
internal sealed class PathTheory
{
    private readonly ImmutableArray<TheoryPiece> _pieces;
    private readonly TimeSpan _round;
    private readonly TimeSpan _window;
    private readonly double _paths;
    private readonly double _noise;

    private PathTheory(ImmutableArray<TheoryPiece> pieces, TimeSpan round, double paths, TimeSpan window, double noise) =>
        (_pieces, _round, _paths, _window, _noise) = (pieces, round, paths, window, noise);

    /// <summary>The theory of a curve of all label sets of a metric.</summary>
    /// <param name="model">The model.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="query">The curve.</param>
    /// <param name="reason">Why there is no closed form; empty if there is one.</param>
    public static PathTheory? Of(SimulationModel model, MetricDefinition? metric, CurveQuery query, out string reason)
    {
        reason = "only gauges and rates of counters have a closed form";
        return metric switch
        {
            GaugeDefinition gauge when query.Measure == Measure.Value => Of(model, gauge, gauge.Split, query, TimeSpan.Zero, 0, (gauge, _) => (gauge.Process, 1), out reason),
            // A Poisson number of events with mean λ has variance λ. A rate is that number divided by the window.
            CounterDefinition counter when query.Measure == Measure.Rate => Of(
                model, counter, counter.Split, query, query.Window, counter.Accumulate == Accumulation.Poisson ? query.Per / query.Window : 0,
                (counter, scale) => (counter.Rate.Process, scale * (query.Per / counter.Rate.Per)), out reason),
            _ => null,
        };
    }

    /// <summary>Mean and variance of the curve a span of time after the start of the run. Those of a rate are those of its path in the middle of the window.</summary>
    public Moments After(TimeSpan elapsed)
    {
        var inRound = InRound(elapsed);
        var current = PieceAt(inRound);
        var path = new Moments(_pieces[0].Process.InitialValue, 0);
        for (var i = 0; i <= current; i++)
        {
            var piece = _pieces[i];
            if (piece.BeginsAnew) path = new Moments(piece.Process.InitialValue, 0);
            path = piece.Process.MomentsAfter((i < current ? _pieces[i + 1].Begin : inRound) - piece.Begin, path);
        }

        var factor = _pieces[current].Factor;
        var mean = factor * path.Mean;
        return new Moments(_paths * mean, _paths * (factor * factor * path.Variance + _noise * Math.Max(0, mean)));
    }

    /// <summary>A value, limited to the bounds that the paths have a span of time after the start of the run.</summary>
    public double Within(TimeSpan elapsed, double value)
    {
        var piece = _pieces[PieceAt(InRound(elapsed))];
        var factor = _paths * piece.Factor;
        return factor == 0 ? 0 : Math.Clamp(value, factor * piece.Process.Bounds.Lower, factor * piece.Process.Bounds.Upper);
    }

    private static PathTheory? Of<T>(
        SimulationModel model, T metric, PathSplit split, CurveQuery query, TimeSpan window, double noise, Func<T, double, (ProcessDefinition Process, double Factor)> law, out string reason)
        where T : MetricDefinition
    {
        var scenario = model.Scenario;
        var index = model.Metrics.IndexOf(metric);
        var pieces = ImmutableArray.CreateBuilder<TheoryPiece>();
        var elapsed = TimeSpan.Zero;
        foreach (var phase in scenario.Phases)
        {
            var changed = phase.Metrics.IsEmpty ? new PhaseMetric(metric) : phase.Metrics[index];
            var (process, factor) = law((T)changed.Definition, changed.Scale);
            // A phase ends with the first tick at or after its time.
            var begin = elapsed == TimeSpan.Zero ? elapsed : model.Timeline.TicksIn(elapsed) * model.Timeline.UpdateInterval;
            pieces.Add(new TheoryPiece(begin, process, factor, changed.BeginsAnew));
            elapsed = phase.Duration < TimeSpan.MaxValue - elapsed ? elapsed + phase.Duration : TimeSpan.MaxValue;
        }

        var round = scenario.Repeats && elapsed < TimeSpan.MaxValue ? model.Timeline.TicksIn(elapsed) * model.Timeline.UpdateInterval : TimeSpan.MaxValue;
        var isSumOfSeveral = split == PathSplit.Independent && metric.Labels.Count > 1;
        reason = ReasonAgainst(scenario, metric, query) ?? ReasonAgainst([.. pieces.Select(piece => piece.Process)], isSumOfSeveral) ?? "";
        return reason.Length > 0 ? null : new PathTheory(pieces.ToImmutable(), round, split == PathSplit.PerSeries ? metric.Labels.Count : 1, window, noise);
    }

    private static string? ReasonAgainst(Scenario scenario, MetricDefinition metric, CurveQuery query)
    {
        if (!query.Matchers.Conditions.IsEmpty) return "the closed forms hold for all label sets together; leave the matchers out";
        if (scenario.Phases.Any(phase => phase.Cycle is not null)) return $"there is no closed form for the cycles of the scenario '{scenario.Name}'; give --scenario none";
        return scenario.Phases.SelectMany(phase => phase.Anomalies).Concat(scenario.Anomalies).Any(anomaly => anomaly.Metric == metric.Key)
            ? $"there is no closed form for the anomalies of the scenario '{scenario.Name}'; give --scenario none"
            : null;
    }

    private static string? ReasonAgainst(ProcessDefinition[] processes, bool areSums)
    {
        if (areSums && processes.Any(process => process is GeometricBrownianDefinition or JumpDiffusionDefinition { Jumps.Sizes: JumpSizes.Lognormal }))
            return "the sum of several geometric paths has no closed form";
        return processes.Length > 1 && processes.Any(process => process is RegimeSwitchingDefinition) ? "a path that switches regimes has no closed form from one phase to the next" : null;
    }

    private TimeSpan InRound(TimeSpan elapsed)
    {
        var middle = elapsed - _window / 2;
        return middle > TimeSpan.Zero ? TimeSpan.FromTicks(middle.Ticks % _round.Ticks) : TimeSpan.Zero;
    }

    private int PieceAt(TimeSpan inRound)
    {
        var piece = _pieces.Length - 1;
        while (_pieces[piece].Begin > inRound) piece--;
        return piece;
    }
}
