using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Checkpoints;
using MetricsSimulator.Churn;
using MetricsSimulator.Cycles;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Phases;
using MetricsSimulator.Randomness;
using MetricsSimulator.States;

namespace MetricsSimulator.Simulation;

/// <summary>A stretch of a run in which the model stays the same: its states, and what each tick brings them. One thread at a time.</summary>
internal sealed class RunSegment
{
    private readonly TickSchedule _schedule;
    private readonly IReadOnlyList<BuiltState> _states;
    private readonly AnomalySchedule _anomalies;
    private readonly Dictionary<(LabelMatchers Matchers, BuiltState State), bool[]?> _selections = [];
    private readonly Disturbance?[] _during;
    private readonly Layout _defined;
    private readonly ChurningLabels _churn;
    private Layout? _layout;
    private IReadOnlyList<Anomaly> _window = [];
    private long _windowFirst;
    private long _windowEnd;

    /// <summary>Creates a segment.</summary>
    /// <param name="model">The model.</param>
    /// <param name="origin">The tick at which the scenario began.</param>
    /// <param name="tick">The tick at which the segment begins.</param>
    /// <param name="anomalies">All anomalies of the run.</param>
    /// <param name="options">What is shown, and how many threads there are.</param>
    /// <param name="explosions">The label sets that explosions may show; those that the anomalies need unless given.</param>
    public RunSegment(
        SimulationModel model, long origin, long tick, AnomalySchedule anomalies, SimulatorOptions options, ImmutableArray<ExplosionFamily>? explosions = null)
    {
        Model = model;
        Clock = model.Scenario.ClockFrom(origin, model.Timeline.UpdateInterval);
        _anomalies = anomalies;
        Explosions = explosions ?? ExplosionFamily.Of(anomalies.Definitions, model.Metrics);
        var builder = new StateBuilder(model, options, Explosions);
        _defined = builder.Layout;
        _churn = new ChurningLabels(model, tick);
        _states = builder.States;
        _during = new Disturbance?[_states.Count];
        _schedule = new TickSchedule(_states, options.Parallelism);
    }

    /// <summary>The model.</summary>
    public SimulationModel Model { get; }

    /// <summary>The phases.</summary>
    public PhaseClock Clock { get; }

    /// <summary>The shape of the snapshots.</summary>
    public Layout Layout => _layout ??= _churn.IsEmpty ? _defined : new Layout(
        [.. _defined.Families.Select(family => ChurningLabels.Has(family.Labels) ? family.WithLabels(_churn.CurrentOf(family.Labels)) : family)]);

    /// <summary>The label sets that explosions may show.</summary>
    public ImmutableArray<ExplosionFamily> Explosions { get; }

    /// <summary>Moves all states one tick on.</summary>
    /// <param name="tick">The tick that the step leaves.</param>
    /// <param name="values">The snapshot to fill, or null when nobody looks.</param>
    public void Run(long tick, double[]? values)
    {
        var turn = Clock.TurnAt(tick);
        var cycle = CycleAt(tick);
        var during = ActiveAt(tick);
        var after = ActiveAt(tick + 1);
        // What is counted in this tick belongs to the series that live now; what is shown at the next tick, to those that live then.
        for (var i = 0; i < _states.Count; i++) _during[i] = Disturb(_states[i], during, tick);
        if (_churn.AdvanceTo(tick + 1)) ForgetLabels();
        for (var i = 0; i < _states.Count; i++)
        {
            var built = _states[i];
            var scale = built.Scales[turn.Phase] * cycle;
            built.State.Begin(tick, new MetricConditions(
                turn, scale, _during[i], Disturb(built, after, tick + 1), _churn.BornIn(built.State.Definition.Labels, built.State.Range)));
        }

        _schedule.Run(tick, values);
    }

    /// <summary>Shows all series as they are.</summary>
    public void Show(long tick, double[] values)
    {
        var active = ActiveAt(tick);
        foreach (var built in _states)
            if (built.Length > 0) built.State.ShowAll(values.AsSpan(built.Offset, built.Length), Disturb(built, active, tick));
    }

    /// <summary>Goes on from another segment: what was counted, and where paths are.</summary>
    /// <param name="other">The segment before.</param>
    /// <param name="tick">The tick at which this one begins.</param>
    /// <param name="paths">Whether paths go on too, rather than beginning at their initial values.</param>
    /// <param name="pastOf">The segment before as it is when it simulates all label sets of a metric, whose name is given.</param>
    public void TakeOver(RunSegment other, long tick, bool paths, Func<string, RunSegment> pastOf)
    {
        int? phase = paths ? Clock.At(tick).Phase : null;
        foreach (var built in _states)
        {
            var source = other.Lacks(built) ? pastOf(built.State.Definition.Name) : other;
            if (source.SourceFor(built) is { } before) built.State.TakeOver(before.State, SourcesIn(source, before, built), phase);
        }
    }

    /// <summary>Keeps everything that the ticks after a tick depend on, and that is not in the journal.</summary>
    public Checkpoint Keep(long tick) => new(tick, Model, Clock.Origin, Explosions, [.. _states.Select(built => built.Keep())]);

    /// <summary>Puts all states where they were.</summary>
    /// <exception cref="ArgumentException">The checkpoint has not all label sets that are needed.</exception>
    public void Restore(Checkpoint checkpoint)
    {
        foreach (var built in _states)
        {
            var kept = checkpoint.States.FirstOrDefault(built.IsCoveredBy)
                ?? throw new ArgumentException($"It has not all label sets of {built.State.Definition.Name}.", nameof(checkpoint));
            built.Restore(kept);
        }
    }

    /// <summary>The anomalies whose windows hold a tick.</summary>
    public IReadOnlyList<Anomaly> ActiveAt(long tick)
    {
        const int WindowLength = 256;
        if (_anomalies.IsEmpty) return [];
        if (tick < _windowFirst || tick >= _windowEnd)
        {
            (_windowFirst, _windowEnd) = (tick, tick + WindowLength);
            _window = _anomalies.Between(_windowFirst, _windowEnd);
        }

        return _window.Any(anomaly => anomaly.IsActiveAt(tick)) ? [.. _window.Where(anomaly => anomaly.IsActiveAt(tick))] : [];
    }

    /// <summary>What the anomalies of a tick do to the endpoint.</summary>
    public EndpointConditions EndpointAt(long tick)
    {
        var conditions = EndpointConditions.Well;
        foreach (var anomaly in ActiveAt(tick)) conditions = anomaly.Definition.Kind.Apply(MomentOf(anomaly, tick), conditions);
        return conditions;
    }

    /// <summary>Looks at the anomalies anew: one was injected or ended.</summary>
    public void ForgetWindow() => _windowEnd = _windowFirst;

    // A metric may be simulated twice: what is shown of it, and all of it for what is derived from it.
    private BuiltState? SourceFor(BuiltState next) => _states.Where(
        built => built.State.Definition.Name == next.State.Definition.Name && built.Explosion?.Label == next.Explosion?.Label
            && built.State.GetType() == next.State.GetType()).MaxBy(built => built.State.Range.Count);

    // All label sets are wanted of what others derive from, and until now only some, or none, may have been.
    private bool Lacks(BuiltState next)
    {
        if (next.Explosion is not null || next.State.Range.Count < next.State.Definition.Labels.Whole.Count) return false;
        var metric = Model.Metrics.FirstOrDefault(metric => metric.Name == next.State.Definition.Name);
        if (metric is null) return false;
        var states = _states.Where(built => built.Explosion is null && built.State.Definition.Name == metric.Name);
        return states.All(built => built.State.Range.Count < metric.Labels.Whole.Count);
    }

    private double CycleAt(long tick, TimeSpan shift = default) => PhaseCycleAt(tick) is { } cycle
        ? cycle.FactorAt(Model.Timeline.InstantOf(tick) + shift, Model.Timeline.InstantOf(Clock.Origin))
        : 1;

    private Cycle? PhaseCycleAt(long tick) => Model.Scenario.Phases[Clock.At(tick).Phase].Cycle;

    private Disturbance? Disturb(BuiltState built, IReadOnlyList<Anomaly> active, long tick)
    {
        if (built.Explosion is null && active.Count == 0) return null;
        var entries = ImmutableArray.CreateBuilder<Disturbance.Entry>();
        if (built.Explosion is { } explosion) entries.AddRange(ExtrasOf(explosion, active, built.State.Definition.Labels));
        foreach (var anomaly in active)
        {
            if (anomaly.Definition.Metric != built.State.Definition.Key || anomaly.Definition.Kind is Anomalies.Kinds.CardinalityExplosion) continue;
            entries.Add(new Disturbance.OfKind(anomaly.Definition.Kind, MomentOf(anomaly, tick), SelectionOf(anomaly.Definition.Matchers, built)));
        }

        return entries.Count == 0 ? null : new Disturbance(
            entries.DrainToImmutable(), shift => built.Scales[Clock.At(tick).Phase] * CycleAt(tick, shift));
    }

    private IEnumerable<Disturbance.Entry> ExtrasOf(ExplosionFamily explosion, IReadOnlyList<Anomaly> active, LabelSpace labels)
    {
        var shown = active.Where(anomaly => explosion.Has(anomaly.Definition, Model.Metrics)).Select(anomaly => (int)anomaly.Definition.Magnitude).Append(0).Max();
        yield return new Disturbance.Extra(Selection: null, shown > 0 ? ExplosionFamily.Share : 0);
        if (shown == 0 || shown >= explosion.Count) yield break;
        var beyond = new bool[labels.Count];
        for (var i = 0; i < beyond.Length; i++) beyond[i] = labels.NumberInWhole(i) >= shown;
        yield return new Disturbance.Extra(beyond, 0);
    }

    // The length that was meant: an end before its time, which a replay knows from the first tick on, changes nothing that was before it.
    private AnomalyMoment MomentOf(Anomaly anomaly, long tick) => new(
        anomaly.Definition.Magnitude, Model.Timeline.UpdateInterval * (tick - anomaly.FirstTick), anomaly.Definition.Duration, anomaly.Definition.Onset);

    private bool[]? SelectionOf(LabelMatchers matchers, BuiltState built)
    {
        if (_selections.TryGetValue((matchers, built), out var known)) return known;
        return _selections[(matchers, built)] = matchers.Select(_churn.CurrentOf(built.State.Definition.Labels), built.State.Range);
    }

    private void ForgetLabels()
    {
        _layout = null;
        foreach (var selection in _selections.Keys.Where(key => ChurningLabels.Has(key.State.State.Definition.Labels)).ToArray()) _selections.Remove(selection);
    }

    // A series goes on when its label set has the values that it had: a place in which another value lives by now has a new series.
    private int[] SourcesIn(RunSegment other, BuiltState before, BuiltState next)
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
