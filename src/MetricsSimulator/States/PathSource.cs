using System.Collections.Immutable;
using MetricsSimulator.Churn;
using MetricsSimulator.Cycles;
using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Phases;
using MetricsSimulator.Randomness;
using MetricsSimulator.Sources;

namespace MetricsSimulator.States;

/// <summary>
/// The metrics of a model that paths drive: their states, and the phases, cycle, anomalies and churn that act on them in each tick.
/// </summary>
internal sealed class PathSource : Source
{
    /// <summary>The key of this source. A run has one such source.</summary>
    public const string KeyOfPaths = "paths";

    private readonly SimulationModel _model;
    private readonly PhaseClock _clock;
    private readonly IReadOnlyList<PlacedState> _states;
    private readonly RunDisturbances _disturbances;
    private readonly Disturbance?[] _during;
    private readonly ImmutableArray<MetricFamily> _defined;
    private readonly ChurningLabels _churn;
    private ImmutableArray<MetricFamily> _families;

    /// <summary>Creates the source.</summary>
    /// <param name="context">The context of every source of the run.</param>
    /// <param name="model">The model.</param>
    /// <param name="clock">The phases of its scenario.</param>
    /// <param name="known">The anomalies of the run.</param>
    /// <param name="selection">The series that are shown.</param>
    public PathSource(SourceContext context, SimulationModel model, PhaseClock clock, KnownAnomalies known, SeriesSelection selection)
    {
        _model = model;
        _clock = clock;
        Explosions = ExplosionFamily.Of(known.Schedule.Definitions, model.Metrics);
        var builder = new StateBuilder(model, selection, context.ConstantLabels, Explosions);
        _defined = builder.Families;
        _states = builder.States;
        _churn = new ChurningLabels(model, context.Tick);
        _families = LivingFamilies();
        _during = new Disturbance?[_states.Count];
        _disturbances = new RunDisturbances(known, model, clock, CycleAt, _churn.CurrentOf, _states.Select(built => new DisturbedState(
            built.State.Definition.Key, built.Explosion, built.State.Definition.Labels, built.State.Range, built.Scales)));
        Pieces = [.. PiecesOf(_states)];
    }

    /// <summary>The label sets that explosions may show.</summary>
    public ImmutableArray<ExplosionFamily> Explosions { get; }

    /// <inheritdoc/>
    public override string Key => KeyOfPaths;

    /// <inheritdoc/>
    public override ImmutableArray<MetricFamily> Families => _families;

    /// <inheritdoc/>
    public override IReadOnlyList<SourcePiece> Pieces { get; }

    /// <inheritdoc/>
    public override bool Begin(long tick)
    {
        var turn = _clock.TurnAt(tick);
        var cycle = CycleAt(tick, TimeSpan.Zero);
        // Increments of this tick belong to the series that live now; values at the next tick belong to the series that live then.
        for (var i = 0; i < _states.Count; i++)
        {
            _states[i].IsAsleep = _disturbances.IsAsleepAt(i, tick);
            _during[i] = _states[i].IsAsleep ? null : _disturbances.At(i, tick);
        }

        var isOther = _churn.AdvanceTo(tick + 1);
        if (isOther)
        {
            _families = LivingFamilies();
            _disturbances.ForgetLabels();
        }

        for (var i = 0; i < _states.Count; i++)
        {
            var built = _states[i];
            var after = built.IsAsleep ? null : _disturbances.At(i, tick + 1);
            built.IsAbsent = built.IsAsleep || (_during[i] is { IsAbsence: true } && after is { IsAbsence: true });
            if (built.IsAsleep) continue;
            var scale = built.Scales[turn.Phase] * cycle;
            built.State.Begin(tick, new MetricConditions(turn, scale, _during[i], after, _churn.BornIn(built.State.Definition.Labels, built.State.Range)));
        }

        return isOther;
    }

    /// <inheritdoc/>
    public override void Prepare(SnapshotBuffer buffer, Span<double> values)
    {
        foreach (var built in _states)
        {
            if (built.IsAbsent) buffer.ShowAbsent(built, built.PlaceIn(values));
            else buffer.ShowPresent(built);
        }
    }

    /// <inheritdoc/>
    public override void Advance(in SourcePiece piece, long tick, Span<double> values)
    {
        var built = _states[piece.Part];
        if (!built.IsAsleep) built.State.Advance(tick, piece.First, piece.Count, built.IsAbsent ? default : built.PlaceIn(values));
    }

    /// <inheritdoc/>
    public override void ShowAll(long tick, Span<double> values)
    {
        for (var i = 0; i < _states.Count; i++)
            if (_states[i] is { Length: > 0 } built) built.State.ShowAll(tick, built.PlaceIn(values), _disturbances.At(i, tick));
    }

    /// <inheritdoc/>
    public override void ShowStarts(long tick, Span<long> starts)
    {
        for (var i = 0; i < _states.Count; i++)
            if (_states[i] is { Length: > 0, IsAsleep: false } built) built.State.ShowStarts(starts.Slice(built.Offset, built.Length), _disturbances.At(i, tick));
    }

    /// <inheritdoc/>
    public override KeptSource Keep() => new KeptPaths([.. _states.Select(built => built.Keep())]);

    /// <inheritdoc/>
    public override void Restore(KeptSource kept)
    {
        var states = ((KeptPaths)kept).States;
        foreach (var built in _states)
        {
            built.Restore(states.FirstOrDefault(built.IsCoveredBy)
                ?? throw new ArgumentException($"It has not all label sets of {built.State.Definition.Name}.", nameof(kept)));
        }
    }

    /// <inheritdoc/>
    public override void TakeOver(Source before, Handover handover)
    {
        var other = (PathSource)before;
        int? phase = handover.GoesOn ? _clock.At(handover.Tick).Phase : null;
        foreach (var built in _states)
        {
            var source = other.Lacks(built) ? (PathSource)handover.PastOf(built.State.Definition.Name) : other;
            if (source.SourceFor(built) is { } replaced) built.State.TakeOver(replaced.State, SourcesIn(source, replaced, built), phase, handover.Tick);
            else built.State.Restart(handover.Tick);
        }
    }

    /// <inheritdoc/>
    public override void ForgetAnomalies() => _disturbances.Forget();

    /// <summary>
    /// The work, cut into pieces. A state from which others are derived comes in an earlier round.
    /// </summary>
    private static IEnumerable<SourcePiece> PiecesOf(IReadOnlyList<PlacedState> states)
    {
        var depths = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < states.Count; i++)
        {
            var state = states[i].State;
            var depth = state.Definition is ThinnedCounterDefinition thinned ? depths[thinned.Of] + 1 : 0;
            depths[state.Definition.Key] = depth;
            for (var first = 0; first < state.Range.Count; first += Math.Min(state.LargestPiece, state.Range.Count - first))
                yield return new SourcePiece(depth, i, first, Math.Min(state.LargestPiece, state.Range.Count - first));
        }
    }

    private ImmutableArray<MetricFamily> LivingFamilies() => _churn.IsEmpty
        ? _defined
        : [.. _defined.Select(family => family.Labels is LabelSpace labels && ChurningLabels.Has(labels) ? family.WithLabels(_churn.CurrentOf(labels)) : family)];

    // A metric may have two states: one for its shown label sets, and one with all, from which other metrics are derived.
    private PlacedState? SourceFor(PlacedState next) => _states.Where(
        built => built.State.Definition.Name == next.State.Definition.Name && built.Explosion?.Label == next.Explosion?.Label
            && built.State.GetType() == next.State.GetType()).MaxBy(built => built.State.Range.Count);

    // A state from which others are derived needs all label sets; until now it may have had some or none.
    private bool Lacks(PlacedState next)
    {
        if (next.Explosion is not null || next.State.Range.Count < next.State.Definition.Labels.Whole.Count) return false;
        var metric = _model.Metrics.FirstOrDefault(metric => metric.Name == next.State.Definition.Name);
        if (metric is null) return false;
        var states = _states.Where(built => built.Explosion is null && built.State.Definition.Name == metric.Name);
        return states.All(built => built.State.Range.Count < metric.Labels.Whole.Count);
    }

    private double CycleAt(long tick, TimeSpan shift) => PhaseCycleAt(tick) is { } cycle
        ? cycle.FactorAt(_model.Timeline.InstantOf(tick) + shift, _model.Timeline.InstantOf(_clock.Origin))
        : 1;

    private Cycle? PhaseCycleAt(long tick) => _model.Scenario.Phases[_clock.At(tick).Phase].Cycle;

    // A series continues if its label set has the same values as before. Where another value has taken a place, the series is new.
    private int[] SourcesIn(PathSource other, PlacedState before, PlacedState next)
    {
        var sources = SourcesOf(next.State.Keys, before.State.Keys);
        if (!ChurningLabels.Has(next.State.Definition.Labels) && !ChurningLabels.Has(before.State.Definition.Labels)) return sources;
        var now = _churn.CurrentOf(next.State.Definition.Labels);
        var then = other._churn.CurrentOf(before.State.Definition.Labels);
        for (var i = 0; i < sources.Length; i++)
            if (sources[i] >= 0 && now.Format(next.State.Range.First + i) != then.Format(before.State.Range.First + sources[i])) sources[i] = -1;
        return sources;
    }

    private static int[] SourcesOf(SeriesKeys keys, SeriesKeys others)
    {
        var numbers = new Dictionary<SeriesKey, int>(others.Count);
        for (var i = 0; i < others.Count; i++) numbers[others[i]] = i;
        var sources = new int[keys.Count];
        for (var i = 0; i < sources.Length; i++) sources[i] = numbers.GetValueOrDefault(keys[i], -1);
        return sources;
    }
}
