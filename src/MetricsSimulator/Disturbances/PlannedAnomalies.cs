using System.Globalization;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Model;
using MetricsSimulator.Phases;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Disturbances;

/// <summary>The anomalies that a scenario plans, from the tick at which it begins to that at which another takes its place. Not thread-safe.</summary>
internal sealed class PlannedAnomalies
{
    private readonly SimulationModel _model;
    private readonly PhaseClock _clock;
    private readonly List<Plan> _plans = [];
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
        foreach (var anomaly in model.Scenario.Anomalies) _plans.Add(new Plan(anomaly, _plans.Count + 1, 0, _clock.RoundLength));
        for (var phase = 0; phase < model.Scenario.Phases.Length; phase++)
        {
            var (begin, end) = _clock.TicksOf(phase);
            foreach (var anomaly in model.Scenario.Phases[phase].Anomalies) _plans.Add(new Plan(anomaly, _plans.Count + 1, begin, end));
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

    /// <summary>What is planned.</summary>
    public IEnumerable<AnomalyDefinition> Definitions => _plans.Select(plan => plan.Anomaly);

    /// <summary>Lets another plan take its place: what has begun ends there, what has not never comes.</summary>
    public void EndAt(long tick) => _end = tick;

    /// <summary>Adds the anomalies whose windows may meet a span of ticks.</summary>
    public void AddBetween(long first, long end, List<Anomaly> found)
    {
        end = Math.Min(end, _end);
        if (first >= _end) return;
        foreach (var plan in _plans)
        {
            var reach = PhaseClock.TicksUntil(plan.Anomaly.Reach, Interval) + 1;
            var from = Math.Max(Math.Max(0, first - reach), Origin);
            for (var round = (from - Origin) / _clock.RoundLength; ; round++)
            {
                var begin = Origin + round * _clock.RoundLength + plan.Begin;
                if (begin >= end) break;
                // A round that may still reach into the span begins at most its own length before.
                AddOccurrences(plan, begin, Origin + round * _clock.RoundLength + plan.End, from, end, found);
                if (_clock.RoundLength >= PhaseClock.Forever) break;
            }
        }
    }

    /// <summary>The most ticks from the beginning of a planned anomaly to the end of the last that follows it.</summary>
    public long Reach => _plans.Count == 0 ? 0 : _plans.Max(plan => PhaseClock.TicksUntil(plan.Anomaly.Reach, Interval)) + 1;

    /// <summary>The tick at which a planned anomaly begins, or that which one follows, by its name; −1 when it is no such name.</summary>
    public static long TickOf(string id)
    {
        var name = id.Split('.', 2)[0];
        return long.TryParse(name.AsSpan(name.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var tick) ? tick : -1;
    }

    /// <summary>One anomaly.</summary>
    /// <param name="timeline">The ticks.</param>
    /// <param name="id">Its name.</param>
    /// <param name="definition">What it is.</param>
    /// <param name="tick">The tick that its time is counted from.</param>
    /// <param name="after">The time.</param>
    public static Anomaly At(Timeline timeline, string id, AnomalyDefinition definition, long tick, TimeSpan after)
    {
        var first = tick + PhaseClock.TicksUntil(after, timeline.UpdateInterval);
        // A window shorter than a tick still holds one, or the anomaly would be known and never seen.
        var end = Math.Max(first + 1, tick + PhaseClock.TicksUntil(after + definition.Duration, timeline.UpdateInterval));
        return new Anomaly(id, definition, first, end, timeline.InstantOf(first), timeline.InstantOf(end));
    }

    private TimeSpan Interval => _model.Timeline.UpdateInterval;

    private void AddOccurrences(Plan plan, long begin, long planEnd, long from, long end, List<Anomaly> found)
    {
        var timing = plan.Anomaly.Timing!;
        var stop = Math.Min(planEnd, end);
        if (timing.After is { } after)
        {
            var last = -1L;
            Add(plan, begin, after, stop, found, ref last);
        }
        else if (timing.Interval is { } interval)
        {
            var elapsed = (from - begin) * (double)Interval.Ticks;
            var k = Math.Max(1, (long)(elapsed / interval.Ticks));
            var last = -1L;
            while (Add(plan, begin, interval * k, stop, found, ref last)) k++;
        }
        else
        {
            AddDays(plan, begin, timing.TimesPerDay!.Value, from, stop, found);
        }
    }

    private void AddDays(Plan plan, long begin, int times, long from, long stop, List<Anomaly> found)
    {
        var key = SeriesKey.Derive(
            _model.Seed, Fnv1a.Append(Fnv1a.OffsetBasis, System.Text.Encoding.UTF8.GetBytes($"{plan.Number}:{plan.Anomaly.Kind.Name}:{plan.Anomaly.Metric}{plan.Anomaly.Matchers}")));
        var perDay = TimeSpan.FromDays(1).Ticks / Interval.Ticks;
        var firstDay = Math.Max(0, (from - begin) / Math.Max(1, perDay) - 1);
        for (var day = firstDay; begin + day * perDay < stop; day++)
        {
            // The tick of the draws is that of the day's beginning, so that no two days and no two rounds share any.
            var draws = new DrawStream(key, begin + day * perDay, DrawPurpose.AnomalyTime);
            // In the order of their ticks, so that two at the same tick meet.
            var last = -1L;
            foreach (var part in Enumerable.Range(0, times).Select(draws.Uniform).Order()) Add(plan, begin, TimeSpan.FromDays(day + part), stop, found, ref last);
        }
    }

    private bool Add(Plan plan, long begin, TimeSpan after, long stop, List<Anomaly> found, ref long last)
    {
        var tick = begin + PhaseClock.TicksUntil(after, Interval);
        if (tick >= stop) return false;
        // Two at the same tick are one.
        if (tick < First || tick == last) return true;
        last = tick;
        AddWithThoseThatFollow(
            string.Create(CultureInfo.InvariantCulture, $"{plan.Anomaly.Kind.Name}-{plan.Number}-{tick}"), plan.Anomaly, begin, after, found);
        return true;
    }

    private void AddWithThoseThatFollow(string id, AnomalyDefinition definition, long begin, TimeSpan after, List<Anomaly> found)
    {
        var anomaly = At(_model.Timeline, id, definition, begin, after);
        if (anomaly.FirstTick < _end)
            found.Add(anomaly.EndTick <= _end ? anomaly : anomaly with { EndTick = _end, End = _model.Timeline.InstantOf(_end) });
        for (var i = 0; i < definition.Then.Length; i++)
        {
            var next = definition.Then[i];
            AddWithThoseThatFollow(string.Create(CultureInfo.InvariantCulture, $"{id}.{i + 1}"), next.Anomaly, begin, after + next.After, found);
        }
    }

    /// <summary>One planned anomaly, and the ticks of each round within which it begins.</summary>
    private sealed record Plan(AnomalyDefinition Anomaly, int Number, long Begin, long End);
}
