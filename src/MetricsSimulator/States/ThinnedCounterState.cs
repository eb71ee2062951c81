using System.Collections.Immutable;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Paths;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.States;

/// <summary>
/// A counter that keeps some of the events of a parent. The label sets take the kept events one after another, each a binomial
/// share of the remaining ones, so that together they thin the parent exactly. One thread at a time.
/// </summary>
internal sealed class ThinnedCounterState : MetricState, IEventSource
{
    private readonly IEventSource _parent;
    private readonly double[] _probabilities;
    private readonly CounterTotals _totals;
    private readonly double[] _kept;
    private readonly ImmutableArray<SeriesRange> _shown;

    /// <summary>Creates the state at tick 0. All label sets are simulated, because each depends on those before it.</summary>
    /// <param name="metric">The metric, with all its label sets.</param>
    /// <param name="shown">The label sets that are shown, one range after another.</param>
    /// <param name="factory">The source of the keys of all label sets.</param>
    /// <param name="parent">The counter whose events are thinned; it advances first in every tick.</param>
    public ThinnedCounterState(PhasedMetric<ThinnedCounterDefinition> metric, ImmutableArray<SeriesRange> shown, PathFactory factory, IEventSource parent)
        : base(metric.Definition, SeriesRange.All(metric.Definition.Labels))
    {
        _parent = parent;
        _probabilities = [.. metric.Phases.Select(phase => phase.Probability)];
        Keys = factory.Keys;
        _totals = new CounterTotals(new CounterResolution(1), Keys);
        _kept = new double[Range.Count];
        _shown = shown;
    }

    /// <inheritdoc/>
    public double CleanEvents { get; private set; }

    /// <inheritdoc/>
    public double Events { get; private set; }

    /// <inheritdoc/>
    public override SeriesKeys Keys { get; }

    /// <inheritdoc/>
    public override int LargestPiece => int.MaxValue;

    private double Probability => _probabilities[Conditions.Turn.Phase];

    /// <inheritdoc/>
    public override void Begin(long tick, in MetricConditions conditions)
    {
        base.Begin(tick, conditions);
        _totals.Begin(conditions);
    }

    /// <inheritdoc/>
    public override void Advance(long tick, int first, int count, Span<double> values)
    {
        CleanEvents = Deal(_parent.CleanEvents, tick);
        Events = CleanEvents;
        if (Conditions.During is not null || _parent.Events != _parent.CleanEvents)
        {
            FollowParent(tick);
            if (Conditions.During is { } disturbance) Disturb(disturbance, tick);
            Events = Sum(_kept);
        }

        for (var i = 0; i < _kept.Length; i++) _totals.Clean[i] += _kept[i];
        RenewBorn(0, _kept.Length);
        if (Conditions.After is { } after) _totals.Follow(after, Conditions.During, 0, _kept.Length);
        _totals.FindFalls(tick + 1, Conditions.After, 0, _kept.Length);
        if (!values.IsEmpty) Show(values, Conditions.After);
    }

    /// <inheritdoc/>
    public override void ShowAll(long tick, Span<double> values, Disturbance? disturbance)
    {
        if (disturbance is not null) _totals.Follow(disturbance, null, 0, _kept.Length);
        _totals.FindFalls(tick, disturbance, 0, _kept.Length);
        Show(values, disturbance);
    }

    /// <inheritdoc/>
    public override void ShowStarts(Span<long> starts, Disturbance? disturbance)
    {
        foreach (var range in _shown)
        {
            _totals.ShowStarts(range.First, starts[..range.Count], disturbance);
            starts = starts[range.Count..];
        }
    }

    /// <inheritdoc/>
    public override void Restart(long tick) => _totals.Restart(tick);

    /// <inheritdoc/>
    public override void TakeOver(MetricState other, ReadOnlySpan<int> sources, int? pathsIn, long tick) =>
        _totals.TakeOver(((ThinnedCounterState)other)._totals, sources);

    /// <inheritdoc/>
    public override void Exchange(IStateArrays arrays) => _totals.Exchange(arrays);

    /// <inheritdoc/>
    protected override void Renew(int labelSet) => _totals.Renew(labelSet);

    private void Show(Span<double> values, Disturbance? disturbance)
    {
        foreach (var range in _shown)
        {
            _totals.Show(range.First, values[..range.Count], disturbance);
            values = values[range.Count..];
        }
    }

    /// <summary>Distributes events of the parent among the label sets.</summary>
    private double Deal(double events, long tick)
    {
        var left = events;
        var chanceLeft = 1.0;
        double sum = 0;
        Array.Clear(_kept);
        for (var i = 0; i < _kept.Length && left > 0; i++)
        {
            var chance = Probability * Definition.Labels.Share(i);
            _kept[i] = BinomialDistribution.Draw(left, chance / chanceLeft, new DrawStream(Keys[i], tick, DrawPurpose.Thinning));
            sum += _kept[i];
            left -= _kept[i];
            chanceLeft -= chance;
        }

        return sum;
    }

    /// <summary>Keeps some of the events that anomalies added to the parent, or removes some of those that they took away.</summary>
    private void FollowParent(long tick)
    {
        var added = _parent.Events - _parent.CleanEvents;
        if (added == 0) return;
        if (added < 0)
        {
            var remaining = _parent.Events / _parent.CleanEvents;
            for (var i = 0; i < _kept.Length; i++)
                _kept[i] = BinomialDistribution.Draw(_kept[i], remaining, new DrawStream(Keys[i], tick, DrawPurpose.AnomalyThinning));
            return;
        }

        DealMore(added, _ => 1, tick, DrawPurpose.AnomalyThinning);
    }

    /// <summary>Applies the anomalies on this counter itself, which change the probability of each label set.</summary>
    private void Disturb(Disturbance disturbance, long tick)
    {
        for (var i = 0; i < _kept.Length; i++)
        {
            var factor = disturbance.Of(i).RateFactor;
            if (factor < 1) _kept[i] = BinomialDistribution.Draw(_kept[i], factor, new DrawStream(Keys[i], tick, DrawPurpose.AnomalyKept));
        }

        var rest = _parent.Events - Sum(_kept);
        if (rest <= 0 || Probability >= 1) return;
        DealMore(
            rest, i => Math.Max(0, disturbance.Of(i).RateFactor - 1) / (1 - Probability), tick, DrawPurpose.AnomalyBurst);
    }

    /// <summary>Distributes further events, with a multiple of each label set's probability; together at most all of them.</summary>
    private void DealMore(double events, Func<int, double> multipleOf, long tick, DrawPurpose purpose)
    {
        var all = 0.0;
        for (var i = 0; i < _kept.Length; i++) all += multipleOf(i) * Probability * Definition.Labels.Share(i);
        if (all == 0) return;
        var cap = Math.Max(1, all);
        var left = events;
        var chanceLeft = 1.0;
        for (var i = 0; i < _kept.Length && left > 0; i++)
        {
            var chance = multipleOf(i) * Probability * Definition.Labels.Share(i) / cap;
            var kept = BinomialDistribution.Draw(left, Math.Clamp(chance / chanceLeft, 0, 1), new DrawStream(Keys[i], tick, purpose));
            _kept[i] += kept;
            left -= kept;
            chanceLeft -= chance;
        }
    }

    private static double Sum(double[] values)
    {
        double sum = 0;
        foreach (var value in values) sum += value;
        return sum;
    }
}
