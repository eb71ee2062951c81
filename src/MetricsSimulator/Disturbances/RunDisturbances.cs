using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Phases;

namespace MetricsSimulator.Disturbances;

/// <summary>The disturbances of the states of a run, tick by tick. One thread at a time.</summary>
internal sealed class RunDisturbances
{
    private readonly KnownAnomalies _known;
    private readonly SimulationModel _model;
    private readonly Func<LabelSpace, LabelSpace> _currentOf;
    private readonly DisturbedState[] _states;
    private readonly Func<long, TimeSpan, double>[] _scales;
    private readonly Disturbance?[] _last;
    private readonly long[] _asleepFrom;
    private Dictionary<(LabelMatchers Matchers, int State), bool[]?> _selections = [];
    private readonly HashSet<string> _metrics;
    private Anomaly[]? _actingOf;
    private Anomaly[] _acting = [];
    private Stretch _earlier = new(0, 0, [], []);
    private Stretch _later = new(0, 0, [], []);

    /// <summary>Begins with a model.</summary>
    /// <param name="known">The anomalies of the run.</param>
    /// <param name="model">The model at the first tick.</param>
    /// <param name="clock">The phases.</param>
    /// <param name="cycleAt">The factor of the cycle at a tick, shifted ahead by a time.</param>
    /// <param name="currentOf">Gives label sets with their current values.</param>
    /// <param name="states">The states.</param>
    public RunDisturbances(
        KnownAnomalies known, SimulationModel model, PhaseClock clock, Func<long, TimeSpan, double> cycleAt, Func<LabelSpace, LabelSpace> currentOf,
        IEnumerable<DisturbedState> states)
    {
        _known = known;
        _model = model;
        _currentOf = currentOf;
        _states = [.. states];
        // Created once: a closure over the tick would be allocated in every tick.
        _scales = [.. _states.Select<DisturbedState, Func<long, TimeSpan, double>>(state => (tick, shift) => state.Scales[clock.At(tick).Phase] * cycleAt(tick, shift))];
        _metrics = [.. _states.Select(state => state.Metric)];
        _last = new Disturbance?[_states.Length];
        _asleepFrom = new long[_states.Length];
        Forget();
    }

    /// <summary>Finds the active anomalies again, because one was injected or ended.</summary>
    public void Forget()
    {
        _known.Forget();
        _earlier = _earlier with { End = 0 };
        _later = _later with { End = 0 };
        for (var i = 0; i < _states.Length; i++)
        {
            _last[i] = null;
            _asleepFrom[i] = _states[i].Explosion is { } family ? _known.Schedule.EndOf(definition => family.Has(definition, _model.Metrics)) : PhaseClock.Forever;
        }
    }

    /// <summary>Selects series again, because label values were replaced. Results for earlier ticks stay valid.</summary>
    public void ForgetLabels()
    {
        for (var i = 0; i < _states.Length; i++)
        {
            if (!_states[i].HasChurn) continue;
            foreach (var selection in _selections.Keys.Where(selection => selection.State == i).ToArray()) _selections.Remove(selection);
            foreach (var stretch in (Stretch[])[_earlier, _later])
                if (stretch.Series.Length > 0 && stretch.Series[i] is not null) stretch.Series[i] = SeriesOf(_states[i], i, stretch.Active, []);
        }
    }

    /// <summary>Whether a state has only label sets of explosions that are over at a tick and will not come again, so that nothing has to be computed for it.</summary>
    /// <param name="state">The number of the state.</param>
    /// <param name="tick">The tick.</param>
    public bool IsAsleepAt(int state, long tick) => tick >= _asleepFrom[state];

    /// <summary>The disturbance of a state at a tick; null for none.</summary>
    /// <param name="state">The number of the state.</param>
    /// <param name="tick">The tick.</param>
    public Disturbance? At(int state, long tick)
    {
        if (StretchAt(tick).Series[state] is not { } series) return null;
        // The anomalies that act on what a tick shows also act on what is counted from that tick on.
        if (_last[state] is { } last && last.Tick == tick) return last;
        return _last[state] = series.At(tick, _model.Timeline, _scales[state]);
    }

    private Stretch StretchAt(long tick)
    {
        if (_later.Has(tick)) return _later;
        if (_earlier.Has(tick)) return _earlier;
        // A tick asks about itself and the next, in turn.
        if (_later.End > 0) _earlier = _later;
        return _later = Find(tick);
    }

    private Stretch Find(long tick)
    {
        var active = new List<Anomaly>();
        var acting = ActingFrom(tick);
        var end = _known.End;
        foreach (var anomaly in acting)
        {
            if (anomaly.EndTick <= tick) continue;
            end = Math.Min(end, anomaly.FirstTick > tick ? anomaly.FirstTick : anomaly.EndTick);
            // Later entries do not begin earlier.
            if (anomaly.FirstTick > tick) break;
            active.Add(anomaly);
        }

        foreach (var before in (Stretch[])[_later, _earlier])
            if (before.Series.Length > 0 && before.Active.SequenceEqual(active)) return before with { First = tick, End = end };
        var selections = _selections;
        _selections = [];
        return new Stretch(tick, end, active, [.. _states.Select((state, i) => SeriesOf(state, i, active, selections))]);
    }

    /// <summary>The anomalies that act on one of the states in the next ticks, ordered by start.</summary>
    private Anomaly[] ActingFrom(long tick)
    {
        var known = _known.From(tick);
        if (ReferenceEquals(known, _actingOf)) return _acting;
        _actingOf = known;
        return _acting = [.. known.Where(anomaly => anomaly.Definition.Metric is { } metric && _metrics.Contains(metric))];
    }

    private DisturbedSeries? SeriesOf(DisturbedState state, int index, List<Anomaly> active, Dictionary<(LabelMatchers Matchers, int State), bool[]?> known)
    {
        if (state.Explosion is null && !active.Exists(anomaly => anomaly.Definition.Metric == state.Metric)) return null;
        var entries = new List<(Anomaly, bool[]?)>();
        foreach (var anomaly in active)
        {
            var definition = anomaly.Definition;
            if (definition.Metric != state.Metric) continue;
            if (!definition.Kind.AddsLabelSets) entries.Add((anomaly, SelectionOf(definition.Matchers, state, index, known)));
            else if (state.Explosion is { } family && family.Has(definition, _model.Metrics)) entries.Add((anomaly, FirstOf(state, (int)definition.Magnitude)));
        }

        var basis = state.Explosion is null ? new Influence() : ExplosionFamily.Basis;
        return entries.Count == 0 && state.Explosion is null ? null : new DisturbedSeries(state.Range.Count, entries, basis);
    }

    private bool[]? SelectionOf(LabelMatchers matchers, DisturbedState state, int index, Dictionary<(LabelMatchers Matchers, int State), bool[]?> known)
    {
        if (_selections.TryGetValue((matchers, index), out var selection)) return selection;
        if (!known.TryGetValue((matchers, index), out selection)) selection = matchers.Select(_currentOf(state.Labels), state.Range);
        return _selections[(matchers, index)] = selection;
    }

    private static bool[]? FirstOf(DisturbedState state, int count)
    {
        if (count >= state.Explosion!.Count) return null;
        var first = new bool[state.Range.Count];
        for (var i = 0; i < first.Length; i++) first[i] = state.Labels.NumberInWhole(state.Range.First + i) < count;
        return first;
    }

    /// <summary>Ticks in which the same anomalies are active.</summary>
    private sealed record Stretch(long First, long End, List<Anomaly> Active, DisturbedSeries?[] Series)
    {
        public bool Has(long tick) => tick >= First && tick < End;
    }
}
