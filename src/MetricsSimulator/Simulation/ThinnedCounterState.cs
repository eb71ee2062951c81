using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Simulation;

/// <summary>
/// A counter of some of a parent's events. The events that are kept are dealt out to the label sets one after another, each taking a binomial
/// share of what is left, so that together they are exactly the thinning of the parent. One thread at a time.
/// </summary>
internal sealed class ThinnedCounterState : MetricState, IEventSource
{
    private readonly IEventSource _parent;
    private readonly double _probability;
    private readonly SeriesKeys _keys;
    private readonly double[] _totals;
    private readonly SeriesRange _shown;

    /// <summary>Creates the state at tick 0. All label sets are simulated, because each depends on those before it.</summary>
    /// <param name="definition">The metric.</param>
    /// <param name="shown">The label sets that are shown.</param>
    /// <param name="factory">Where the keys of all label sets come from.</param>
    /// <param name="parent">The counter whose events are thinned, advanced before this one in every tick.</param>
    public ThinnedCounterState(ThinnedCounterDefinition definition, SeriesRange shown, PathFactory factory, IEventSource parent)
        : base(definition, SeriesRange.All(definition.Labels))
    {
        _parent = parent;
        _probability = definition.Probability;
        _keys = factory.Keys;
        _totals = new double[definition.Labels.Count];
        _shown = shown;
    }

    /// <inheritdoc/>
    public double Events { get; private set; }

    /// <inheritdoc/>
    public override int LargestPiece => int.MaxValue;

    /// <inheritdoc/>
    public override void Begin(long tick)
    {
    }

    /// <inheritdoc/>
    public override void Advance(long tick, int first, int count, Span<double> values)
    {
        var left = _parent.Events;
        var chanceLeft = 1.0;
        Events = 0;
        for (var i = 0; i < _totals.Length && left > 0; i++)
        {
            var chance = _probability * Definition.Labels.Share(i);
            var kept = BinomialDistribution.Draw(left, chance / chanceLeft, new DrawStream(_keys[i], tick, DrawPurpose.Thinning));
            _totals[i] += kept;
            Events += kept;
            left -= kept;
            chanceLeft -= chance;
        }

        if (!values.IsEmpty) ShowInitial(values);
    }

    /// <inheritdoc/>
    public override void ShowInitial(Span<double> values) => _totals.AsSpan(_shown.First, _shown.Count).CopyTo(values);
}
