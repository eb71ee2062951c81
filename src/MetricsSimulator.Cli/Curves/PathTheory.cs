using System.Collections.Immutable;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Cli.Curves;

/// <summary>The theoretical mean and variance of a curve, from one phase of the scenario to the next, if there is a closed form. Immutable.</summary>
internal sealed class PathTheory
{
    private readonly ImmutableArray<TheoryPiece> _pieces;
    private readonly TimeSpan _round;
    private readonly TimeSpan _window;
    private readonly double _paths;
    private readonly double _noise;
    private readonly bool _isShared;

    private PathTheory(ImmutableArray<TheoryPiece> pieces, TimeSpan round, double paths, TimeSpan window, double noise, bool isShared) =>
        (_pieces, _round, _paths, _window, _noise, _isShared) = (pieces, round, paths, window, noise, isShared);

    /// <summary>The theory of a curve of label sets of a metric: of all of them, or of some that have paths of their own.</summary>
    /// <param name="model">The model.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="query">The curve.</param>
    /// <param name="obstacle">Why there is no closed form; null if there is one.</param>
    public static PathTheory? Of(SimulationModel model, MetricDefinition? metric, CurveQuery query, out TheoryObstacle? obstacle)
    {
        obstacle = new TheoryObstacle(metric is ThinnedCounterDefinition thinned ? $"it counts some of the events of {thinned.Of}, and has no path of its own" : "only gauges and rates of counters have a closed form");
        return metric switch
        {
            GaugeDefinition gauge when query.Measure == Measure.Value => Of(model, gauge, gauge.Split, query, TimeSpan.Zero, 0, (gauge, _) => (gauge.Process, 1), out obstacle),
            // A Poisson number of events with mean λ has variance λ. A rate is that number divided by the window.
            CounterDefinition counter when query.Measure == Measure.Rate => Of(
                model, counter, counter.Split, query, query.Window, counter.Accumulate == Accumulation.Poisson ? query.Per / query.Window : 0,
                (counter, scale) => (counter.Rate.Process, scale * (query.Per / counter.Rate.Per)), out obstacle),
            _ => null,
        };
    }

    /// <summary>The mean and variance of a path at the start of the scenario: those of its initial value.</summary>
    public Moments Beginning => new(_pieces[0].Process.InitialValue, 0);

    /// <summary>The mean and variance of a path that begins a span of time after the start of the scenario.</summary>
    public Moments BeginningAt(TimeSpan elapsed) => new(_pieces[PieceAt(InRound(elapsed))].Process.InitialValue, 0);

    /// <summary>Mean and variance of the curve a span of time after the start of the run. Those of a rate are those of its path in the middle of the window.</summary>
    public Moments After(TimeSpan elapsed) => OfCurve(elapsed, PathAfter(Middle(elapsed), TimeSpan.Zero, Beginning));

    /// <summary>The middle of the window of a curve that ends a span of time after the start of the scenario, but not before that start.</summary>
    public TimeSpan Middle(TimeSpan elapsed) => elapsed > _window / 2 ? elapsed - _window / 2 : TimeSpan.Zero;

    /// <summary>The mean and variance of a path a span of time after the start of the scenario.</summary>
    /// <param name="elapsed">The span.</param>
    /// <param name="entered">An earlier moment, from that start.</param>
    /// <param name="path">Its mean and variance then.</param>
    public Moments PathAfter(TimeSpan elapsed, TimeSpan entered, Moments path)
    {
        var (end, begin) = (InRound(elapsed), InRound(entered));
        if (elapsed.Ticks / _round.Ticks > entered.Ticks / _round.Ticks) (begin, path) = (TimeSpan.Zero, Beginning);
        var last = PieceAt(end);
        for (var i = PieceAt(begin); i <= last; i++)
        {
            var piece = _pieces[i];
            if (piece.SetsPath && piece.Begin > begin) path = new Moments(piece.Process.InitialValue, 0);
            var from = piece.Begin > begin ? piece.Begin : begin;
            path = piece.Process.MomentsAfter((i < last ? _pieces[i + 1].Begin : end) - from, path);
        }

        return path;
    }

    /// <summary>The mean and variance to which a path is set when this theory takes over from another one in the middle of a scenario; null if the path goes on from where it is. A new initial value sets the path, and so does a process that is constant. If label sets begin or cease to share a path, all begin anew.</summary>
    /// <param name="other">The theory before; null if there was none.</param>
    /// <param name="elapsed">The time since the start of the scenario.</param>
    public Moments? SetBy(PathTheory? other, TimeSpan elapsed)
    {
        var process = _pieces[PieceAt(InRound(elapsed))].Process;
        if (process is ConstantDefinition) return new Moments(process.InitialValue, 0);
        return other is null || other.Beginning == Beginning && other._isShared == _isShared ? null : Beginning;
    }

    /// <summary>Whether the curve jumps when this theory takes over from another one, although the path goes on.</summary>
    /// <param name="other">The theory before.</param>
    /// <param name="elapsed">The time since the start of the scenario.</param>
    public bool HasOtherScale(PathTheory other, TimeSpan elapsed) => FactorAt(elapsed) != other.FactorAt(elapsed) || _noise != other._noise;

    /// <summary>Whether the path may be in a regime of which its mean and variance do not tell.</summary>
    public bool HasRegimes => _pieces.Any(piece => piece.Process is RegimeSwitchingDefinition);

    /// <summary>The last time up to a moment at which the curve jumped, because its path was set or its scale was changed; both from the start of the scenario.</summary>
    /// <param name="elapsed">The moment.</param>
    public TimeSpan LastJump(TimeSpan elapsed)
    {
        var inRound = InRound(elapsed);
        var piece = PieceAt(inRound);
        while (piece > 0 && !_pieces[piece].SetsPath && _pieces[piece].Factor == _pieces[piece - 1].Factor) piece--;
        return elapsed - inRound + _pieces[piece].Begin;
    }

    /// <summary>The factor by which the curve multiplies a path a span of time after the start of the scenario.</summary>
    public double FactorAt(TimeSpan elapsed) => _pieces[PieceAt(InRound(elapsed))].Factor * _paths;

    /// <summary>
    /// The bounds between which the curve lies with a probability, as often below them as above. They are quantiles of a normal distribution with its mean and variance; or of a lognormal distribution, if
    /// it shows one path whose process is geometric. This is exact for a process that is Brownian, geometric or Ornstein–Uhlenbeck from the start of its path on, and an approximation if it jumps, switches regimes,
    /// counts single events, or was geometric in another phase only. The bounds are limited to those of the process.
    /// </summary>
    /// <param name="elapsed">The time since the start of the scenario.</param>
    /// <param name="curve">The mean and variance of the curve.</param>
    /// <param name="deviations">How many standard deviations the upper bound is above the mean of a normal distribution.</param>
    public (double Lower, double Upper) Band(TimeSpan elapsed, Moments curve, double deviations)
    {
        var isGeometric = _paths == 1 && IsGeometric(_pieces[PieceAt(InRound(Middle(elapsed)))].Process) && curve.Mean > 0;
        var spread = isGeometric ? Math.Sqrt(DeterministicMath.Log(1 + curve.Variance / curve.Mean / curve.Mean)) : 0;
        var (lower, upper) = isGeometric
            ? (curve.Mean * DeterministicMath.Exp(-spread * (deviations + spread / 2)), curve.Mean * DeterministicMath.Exp(spread * (deviations - spread / 2)))
            : (curve.Mean - deviations * curve.StandardDeviation, curve.Mean + deviations * curve.StandardDeviation);
        return (Within(elapsed, lower), Within(elapsed, upper));
    }

    /// <summary>The mean and variance of the curve at the end of a window, from those of its path in the middle.</summary>
    /// <param name="elapsed">The time from the start of the scenario to the end of the window.</param>
    /// <param name="path">The mean and variance of the path.</param>
    public Moments OfCurve(TimeSpan elapsed, Moments path)
    {
        var factor = _pieces[PieceAt(InRound(Middle(elapsed)))].Factor;
        var mean = factor * path.Mean;
        return new Moments(_paths * mean, _paths * (factor * factor * path.Variance + _noise * Math.Max(0, mean)));
    }

    /// <summary>A value, limited to the bounds that the paths have a span of time after the start of the run.</summary>
    public double Within(TimeSpan elapsed, double value)
    {
        var piece = _pieces[PieceAt(InRound(Middle(elapsed)))];
        var factor = _paths * piece.Factor;
        return factor == 0 ? 0 : Math.Clamp(value, factor * piece.Process.Bounds.Lower, factor * piece.Process.Bounds.Upper);
    }

    private static PathTheory? Of<T>(
        SimulationModel model, T metric, PathSplit split, CurveQuery query, TimeSpan window, double noise, Func<T, double, (ProcessDefinition Process, double Factor)> law, out TheoryObstacle? obstacle)
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
        // Label sets that have paths of their own have the same law, so any number of them has a closed form.
        var paths = split == PathSplit.PerSeries ? query.Matchers.Select(metric.Labels, new SeriesRange(0, metric.Labels.Count))?.Count(isSelected => isSelected) ?? metric.Labels.Count : 1;
        obstacle = ObstacleIn(query, metric, split, paths) ?? ObstacleIn(scenario, metric) ?? ObstacleIn([.. pieces.Select(piece => piece.Process)], isSumOfSeveral);
        return obstacle is null ? new PathTheory(pieces.ToImmutable(), round, paths, window, noise, split == PathSplit.Shared) : null;
    }

    private static TheoryObstacle? ObstacleIn(CurveQuery query, MetricDefinition metric, PathSplit split, int paths)
    {
        var isOneSeries = paths == 1 && (split == PathSplit.PerSeries || metric.Labels.Count == 1);
        if (paths == 0) return new TheoryObstacle("no label set fulfils the matchers");
        if (query.By is not null && !isOneSeries) return new TheoryObstacle("the closed forms hold for all label sets together, or for one; leave by out");
        return query.Matchers.Conditions.IsEmpty || split == PathSplit.PerSeries ? null : new TheoryObstacle("the process of this metric is that of all label sets together, so are the closed forms; leave the matchers out");
    }

    private static TheoryObstacle? ObstacleIn(Scenario scenario, MetricDefinition metric)
    {
        if (scenario.Phases.Any(phase => phase.Cycle is not null)) return new TheoryObstacle($"there is no closed form for the cycles of the scenario '{scenario.Name}'", IsScenario: true);
        return scenario.Phases.SelectMany(phase => phase.Anomalies).Concat(scenario.Anomalies).Any(anomaly => anomaly.Metric == metric.Key)
            ? new TheoryObstacle($"there is no closed form for the anomalies of the scenario '{scenario.Name}'", IsScenario: true)
            : null;
    }

    private static TheoryObstacle? ObstacleIn(ProcessDefinition[] processes, bool areSums)
    {
        if (areSums && processes.Any(IsGeometric)) return new TheoryObstacle("the sum of several geometric paths has no closed form");
        return processes.Length > 1 && processes.Any(process => process is RegimeSwitchingDefinition) ? new TheoryObstacle("a path that switches regimes has no closed form from one phase to the next") : null;
    }

    private static bool IsGeometric(ProcessDefinition process) => process is GeometricBrownianDefinition or JumpDiffusionDefinition { Jumps.Sizes: JumpSizes.Lognormal };

    private TimeSpan InRound(TimeSpan elapsed) => TimeSpan.FromTicks(elapsed.Ticks % _round.Ticks);

    private int PieceAt(TimeSpan inRound)
    {
        var piece = _pieces.Length - 1;
        while (_pieces[piece].Begin > inRound) piece--;
        return piece;
    }
}
