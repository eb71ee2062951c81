using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Model;
using MetricsSimulator.Phases;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Disturbances;

/// <summary>The anomalies that a scenario plans, from the tick at which it begins until another replaces it.</summary>
internal sealed class PlannedAnomalies
{
    private const int MinutesOfDay = 24 * 60;

    private readonly SimulationModel _model;
    private readonly PhaseClock _clock;
    private readonly List<PlannedAnomaly> _plans = [];
    private long _end = long.MaxValue;

    /// <summary>Creates the plan.</summary>
    /// <param name="model">The model with the scenario.</param>
    /// <param name="origin">The tick at which the scenario begins.</param>
    /// <param name="first">The first tick at which one of these anomalies may begin.</param>
    public PlannedAnomalies(SimulationModel model, long origin, long first)
    {
        _model = model;
        Origin = origin;
        First = first;
        _clock = model.Scenario.ClockFrom(origin, model.Timeline.UpdateInterval);
        Plan(model.Scenario.Anomalies, 0, _clock.RoundLength);
        for (var phase = 0; phase < model.Scenario.Phases.Length; phase++)
        {
            var (begin, end) = _clock.TicksOf(phase);
            Plan(model.Scenario.Phases[phase].Anomalies, begin, end);
        }
    }

    /// <summary>The scenario.</summary>
    public Scenario Scenario => _model.Scenario;

    /// <summary>The tick at which the scenario begins.</summary>
    public long Origin { get; }

    /// <summary>The first tick at which one of these anomalies may begin.</summary>
    public long First { get; }

    /// <summary>Whether nothing is planned.</summary>
    public bool IsEmpty => _plans.Count == 0;

    /// <summary>The planned anomalies.</summary>
    public IEnumerable<AnomalyDefinition> Definitions => _plans.Select(plan => plan.Anomaly);

    /// <summary>Ends the plan, because another replaces it: anomalies that have begun end there, and others never begin.</summary>
    public void EndAt(long tick) => _end = tick;

    /// <summary>Adds the anomalies whose windows may overlap a span of ticks.</summary>
    public void AddBetween(long first, long end, List<Anomaly> found)
    {
        if (first >= _end) return;
        foreach (var plan in _plans)
        {
            AddBeginning(plan, first - plan.Reach, end, found);
        }
    }

    /// <summary>The anomaly with an identifier; null if there is none.</summary>
    public Anomaly? Find(string name)
    {
        if (PlannedId.Parse(name) is not { } id) return null;

        if (id.Number < 1 || id.Number > _plans.Count || id.Tick < First || id.Tick >= _end || id.Tick > AnomalySchedule.LastTickOf(_model.Timeline)) return null;
        var found = new List<Anomaly>();
        var plan = _plans[id.Number - 1];
        AddBeginning(plan, id.Tick, id.Tick + 1, found);
        return found.Find(anomaly => anomaly.Id == name || (PlannedId.Parse(anomaly.Id) == id && id.SpellAsBefore(plan.Anomaly.Kind.Name) == name));
    }

    /// <summary>One anomaly.</summary>
    /// <param name="timeline">The ticks.</param>
    /// <param name="id">Its name.</param>
    /// <param name="definition">What it does.</param>
    /// <param name="tick">The tick from which the time counts.</param>
    /// <param name="after">The time.</param>
    public static Anomaly At(Timeline timeline, string id, AnomalyDefinition definition, long tick, TimeSpan after)
    {
        var first = tick + PhaseClock.TicksUntil(after, timeline.UpdateInterval);
        // A window shorter than a tick still has one tick. Otherwise the anomaly would be recorded but never visible.
        var end = Math.Max(first + 1, tick + PhaseClock.TicksUntil(AnomalyDefinition.Sum(after, definition.Duration), timeline.UpdateInterval));
        return new Anomaly(id, definition, first, end, timeline.InstantOf(first), timeline.InstantOf(end));
    }

    private TimeSpan Interval => _model.Timeline.UpdateInterval;

    /// <summary>Adds the anomalies of a plan that begin in a span of ticks, with those that follow them.</summary>
    private void AddBeginning(PlannedAnomaly plan, long from, long end, List<Anomaly> found)
    {
        from = Math.Max(from, Math.Max(First, Origin));
        end = Math.Min(end, _end);
        for (var round = (from - Origin) / _clock.RoundLength; from < end; round++)
        {
            var begin = Origin + round * _clock.RoundLength;
            if (begin + plan.Begin >= end) break;
            var ticks = TicksOf(plan, begin + plan.Begin, from, Math.Min(begin + plan.End, end));
            foreach (var (tick, after) in ticks)
                AddWithThoseThatFollow(new PlannedId(plan.Number, "", tick), plan.Anomaly, plan.Anomaly.Kind, begin + plan.Begin, after, found);
            if (_clock.RoundLength >= PhaseClock.Forever) break;
        }
    }

    /// <summary>The ticks in a span at which a plan has an anomaly, each once, and the times after its beginning.</summary>
    private IEnumerable<(long Tick, TimeSpan After)> TicksOf(PlannedAnomaly plan, long begin, long from, long end)
    {
        var times = plan.Anomaly.Timing switch
        {
            { After: { } after } => [after],
            { Interval: { } interval } => Repeats(interval, from - begin),
            { TimesPerDay: { } perDay } => TimesOfDays(plan, begin, perDay, from, end),
            _ => [],
        };
        var last = -1L;
        foreach (var after in times)
        {
            var tick = begin + PhaseClock.TicksUntil(after, Interval);
            if (tick >= end) yield break;
            // If several begin in one tick, only the first one counts.
            if (tick < from || tick == last) continue;
            last = tick;
            yield return (tick, after);
        }
    }

    /// <summary>The times of a repeating anomaly, from a tick on. Of several times in one tick, only the first.</summary>
    private IEnumerable<TimeSpan> Repeats(TimeSpan interval, long tick)
    {
        while (true)
        {
            // The first time that comes after the tick before.
            var number = tick < 1 ? 1 : (Int128)(tick - 1) * Interval.Ticks / interval.Ticks + 1;
            if (number * interval.Ticks > TimeSpan.MaxValue.Ticks) yield break;
            var time = new TimeSpan((long)(number * interval.Ticks));
            yield return time;
            tick = PhaseClock.TicksUntil(time, Interval) + 1;
        }
    }

    /// <summary>The times of an anomaly in days of 24 hours, in order, beginning with the day that may have some in a tick.</summary>
    private IEnumerable<TimeSpan> TimesOfDays(PlannedAnomaly plan, long begin, int perDay, long from, long end)
    {
        var apart = Scenario.Apart;
        // Anomalies that come apart share the draws of a day.
        var name = apart is null ? $"{plan.Number}:{plan.Anomaly.Kind.Name}:{plan.Anomaly.Metric}{plan.Anomaly.Matchers}" : $"{plan.Number - plan.Index}:apart";
        var key = SeriesKey.Derive(_model.Seed, Fnv1a.Append(Fnv1a.OffsetBasis, System.Text.Encoding.UTF8.GetBytes(name)));
        for (var day = (long)((Int128)Math.Max(0, from - begin - 1) * Interval.Ticks / TimeSpan.TicksPerDay); ; day++)
        {
            // The draws are addressed by the first tick of the day, so that no two days and no two rounds share any.
            var dayBegin = begin + PhaseClock.TicksUntil(new TimeSpan(day * TimeSpan.TicksPerDay), Interval);
            if (dayBegin >= end) yield break;
            // The events of a workload must not depend on the update interval.
            var isOfWorkload = plan.Anomaly.ActsOnWorkload;
            var draws = new DrawStream(
                key, isOfWorkload || apart is not null ? (long)((Int128)dayBegin * Interval.Ticks / TimeSpan.TicksPerSecond) : dayBegin, DrawPurpose.AnomalyTime);
            if (apart is { } least)
            {
                foreach (var time in DailyTimes.Of(draws, plan.List, plan.Index, least)) yield return TimeSpan.FromDays(day) + time;
                continue;
            }

            foreach (var part in Enumerable.Range(0, perDay).Select(draws.Uniform).Order())
                yield return isOfWorkload ? TimeSpan.FromMinutes((long)((day + part) * MinutesOfDay)) : TimeSpan.FromDays(day + part);
        }
    }

    private void AddWithThoseThatFollow(PlannedId id, AnomalyDefinition definition, AnomalyKind root, long begin, TimeSpan after, List<Anomaly> found)
    {
        var anomaly = At(_model.Timeline, id.Spell(definition.Kind.Name), definition, begin, after) with { RootId = (id with { Path = "" }).Spell(root.Name) };
        if (anomaly.FirstTick < _end)
            found.Add(anomaly.EndTick <= _end ? anomaly : anomaly with { EndTick = _end, End = _model.Timeline.InstantOf(_end) });
        for (var i = 0; i < definition.Then.Length; i++)
        {
            var next = definition.Then[i];
            AddWithThoseThatFollow(id.Following(i), next.Anomaly, root, begin, AnomalyDefinition.Sum(after, next.After), found);
        }
    }

    private void Plan(ImmutableArray<AnomalyDefinition> list, long begin, long end)
    {
        for (var i = 0; i < list.Length; i++)
            _plans.Add(new PlannedAnomaly(list, i, _plans.Count + 1, begin, end, PhaseClock.TicksUntil(list[i].Reach, Interval) + 1));
    }

    /// <summary>One planned anomaly of a list, the ticks of each round within which it begins, and the most ticks from there to the end of what follows it.</summary>
    private sealed record PlannedAnomaly(ImmutableArray<AnomalyDefinition> List, int Index, int Number, long Begin, long End, long Reach)
    {
        /// <summary>The anomaly.</summary>
        public AnomalyDefinition Anomaly => List[Index];
    }
}
