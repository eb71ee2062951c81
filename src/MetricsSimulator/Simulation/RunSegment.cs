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
    private readonly RunDisturbances _disturbances;
    private readonly Disturbance?[] _during;
    private readonly Layout _defined;
    private readonly ChurningLabels _churn;
    private Layout? _layout;

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
        Explosions = explosions ?? ExplosionFamily.Of(anomalies.Definitions, model.Metrics);
        var builder = new StateBuilder(model, options, Explosions);
        _defined = builder.Layout;
        _churn = new ChurningLabels(model, tick);
        _states = builder.States;
        _during = new Disturbance?[_states.Count];
        _schedule = new TickSchedule(_states, options.Parallelism);
        _disturbances = new RunDisturbances(anomalies, model, Clock, CycleAt, _churn.CurrentOf, _states.Select(built => new DisturbedState(
            built.State.Definition.Key, built.Explosion, built.State.Definition.Labels, built.State.Range, built.Scales)));
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
    /// <param name="buffer">The snapshot to fill, or null when nobody looks.</param>
    public void Run(long tick, SnapshotBuffer? buffer)
    {
        var turn = Clock.TurnAt(tick);
        var cycle = CycleAt(tick, TimeSpan.Zero);
        // What is counted in this tick belongs to the series that live now; what is shown at the next tick, to those that live then.
        for (var i = 0; i < _states.Count; i++)
        {
            _states[i].IsAsleep = _disturbances.IsAsleepAt(i, tick);
            _during[i] = _states[i].IsAsleep ? null : _disturbances.At(i, tick);
        }

        if (_churn.AdvanceTo(tick + 1))
        {
            _layout = null;
            _disturbances.ForgetLabels();
        }

        for (var i = 0; i < _states.Count; i++)
        {
            var built = _states[i];
            var after = built.IsAsleep ? null : _disturbances.At(i, tick + 1);
            built.IsAbsent = built.IsAsleep || (_during[i] is { IsAbsence: true } && after is { IsAbsence: true });
            if (built.IsAbsent) buffer?.ShowAbsent(built);
            else buffer?.ShowPresent(built);
            if (built.IsAsleep) continue;
            var scale = built.Scales[turn.Phase] * cycle;
            built.State.Begin(tick, new MetricConditions(turn, scale, _during[i], after, _churn.BornIn(built.State.Definition.Labels, built.State.Range)));
        }

        _schedule.Run(tick, buffer?.Values);
    }

    /// <summary>Shows all series as they are.</summary>
    public void Show(long tick, double[] values)
    {
        for (var i = 0; i < _states.Count; i++)
            if (_states[i] is { Length: > 0 } built) built.State.ShowAll(values.AsSpan(built.Offset, built.Length), _disturbances.At(i, tick));
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
    public IReadOnlyList<Anomaly> ActiveAt(long tick) => _disturbances.ActiveAt(tick);

    /// <summary>What the anomalies of a tick do to the endpoint.</summary>
    public EndpointConditions EndpointAt(long tick)
    {
        var conditions = EndpointConditions.Well;
        foreach (var anomaly in ActiveAt(tick)) conditions = anomaly.Definition.Kind.OnEndpoint(AnomalyMoment.Of(anomaly, tick, Model.Timeline.UpdateInterval), conditions);
        return conditions;
    }

    /// <summary>Looks at the anomalies anew: one was injected or ended.</summary>
    public void ForgetWindow() => _disturbances.Forget();

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

    private double CycleAt(long tick, TimeSpan shift) => PhaseCycleAt(tick) is { } cycle
        ? cycle.FactorAt(Model.Timeline.InstantOf(tick) + shift, Model.Timeline.InstantOf(Clock.Origin))
        : 1;

    private Cycle? PhaseCycleAt(long tick) => Model.Scenario.Phases[Clock.At(tick).Phase].Cycle;

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
