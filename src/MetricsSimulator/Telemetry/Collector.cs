using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>Turns what processes export into series, as a faulty collector does. Without faults, series show every count at once, and this has nothing to do. One thread at a time.</summary>
/// <param name="options">The telemetry options.</param>
/// <param name="counting">Gives the counters of a session, and their owner.</param>
internal sealed class Collector(TelemetryOptions options, Func<OpenSession, (CounterTable Table, CounterOwner Owner)> counting)
{
    private readonly long _period = (long)options.ExportInterval.TotalMilliseconds;
    private readonly Dictionary<OpenSession, ProcessTotals> _totals = new(ReferenceEqualityComparer.Instance);
    private readonly List<Measurement> _measurements = [];
    private bool _mayHold = true;
    private long _tick;

    /// <summary>The faults of the processes and of the collector.</summary>
    public ViewFaults Faults { get; set; } = new(null, options, TimeSpan.Zero);

    /// <summary>Begins a tick: decides which sessions show only what they export.</summary>
    /// <param name="open">The open sessions.</param>
    /// <param name="tick">The instant of the tick, in milliseconds since the Unix epoch.</param>
    /// <param name="interval">The length of a tick, in milliseconds.</param>
    public void Begin(IEnumerable<OpenSession> open, long tick, long interval)
    {
        _tick = tick;
        Restart(open, tick + interval);
        if (!_mayHold && !Faults.MayHoldAt(tick)) return;
        _mayHold = false;
        foreach (var session in InOrder(open.Where(session => session.Plan is not null)))
        {
            var held = Faults.HoldingAt(session.Developer, tick);
            if (session.Collision is { } collision && held is not { AreTotals: true }) held = new HeldCounts(tick, true, collision);
            _mayHold |= held is not null;
            if (session.Held is { } before && before.AreTotals == held?.AreTotals) held = before with { Anomaly = held.Anomaly };
            else if (session.Held is not null) Release(session, interval);
            session.Held = held;
        }
    }

    /// <summary>Starts a process: at the beginning of a session, or when the user opens it again.</summary>
    /// <param name="session">The session.</param>
    /// <param name="open">The open sessions.</param>
    /// <param name="instant">When it starts, in milliseconds since the Unix epoch.</param>
    public void Start(OpenSession session, IEnumerable<OpenSession> open, long instant)
    {
        session.IsSilent = Faults.HasOnePortAt(session.Developer, instant) && Running(open, session, instant).Any(other => !other.IsSilent);
        if (session.Passed > 1) return;
        if (Faults.CollisionAt(session.Developer, instant) is { } anomaly && InOrder(Running(open, session, instant)).FirstOrDefault() is { } host)
        {
            (session.SharedKey, session.Collision) = (host.ShownTraits.Key, anomaly);
            host.Collision ??= anomaly;
            session.Held = new HeldCounts(session.Address.Start, true, anomaly);
            _mayHold = true;
            return;
        }

        session.Held = Faults.HoldingAt(session.Developer, _tick) is { } held ? held with { Since = session.Address.Start } : null;
        _mayHold |= session.Held is not null;
    }

    /// <summary>Ends a tick: changes series by what processes export.</summary>
    /// <param name="sessions">The open sessions, and those that ended in the tick.</param>
    /// <param name="tick">The instant of the next tick, in milliseconds since the Unix epoch.</param>
    /// <param name="interval">The length of a tick, in milliseconds.</param>
    public void Export(IEnumerable<OpenSession> sessions, long tick, long interval)
    {
        if (!_mayHold) return;
        var due = new List<(long Due, OpenSession Session, SessionProcess Process, long Last)>();
        foreach (var session in InOrder(sessions.Where(session => session.Held is not null)))
        {
            foreach (var process in Faults.ProcessesOf(session.Plan!))
            {
                if (process.Started >= tick || process.Ended < tick - interval || process.BeforeIfDue(tick, interval, _period) is not { } last) continue;
                due.Add((process.Ended < tick ? process.Ended : process.Started + (tick - process.Started) / _period * _period, session, process, last));
            }
        }

        // The sort is stable, so that of two exports at the same instant always the same one wins.
        foreach (var (_, session, process, last) in due.OrderBy(export => export.Due))
        {
            if (session.Held!.AreTotals) ShowTotals(session, process, tick);
            else ShowDeltas(session, process, Math.Max(last, session.CountedFrom), tick);
            if (session.HasEnded) _totals.Remove(session);
        }
    }

    private IEnumerable<OpenSession> Running(IEnumerable<OpenSession> open, OpenSession session, long instant)
    {
        foreach (var other in open)
        {
            if (other == session || other.Plan is null || other.Address.Developer != session.Address.Developer) continue;
            foreach (var process in Faults.ProcessesOf(other.Plan).ToArray())
                if (process.Started < instant && process.Ended > instant) yield return other;
        }
    }

    private void Restart(IEnumerable<OpenSession> open, long end)
    {
        if (Faults.IsEmpty) return;
        foreach (var (cause, names) in Faults.RestartsBetween(_tick, end))
        {
            foreach (var session in InOrder(open.Where(session => session.Plan is not null && session.Passed > 0 && Faults.Selects(cause, session.Developer))))
            {
                _totals.Remove(session);
                var (table, owner) = counting(session);
                foreach (var counter in owner.Counters.Values)
                    if (counter.Key.Family < names.Length && names[counter.Key.Family]) table.Replace(counter, 0, cause.Anomaly.Id);
            }
        }
    }

    private static IOrderedEnumerable<OpenSession> InOrder(IEnumerable<OpenSession> sessions) => sessions.OrderBy(session => session.Address.Developer)
        .ThenBy(session => session.Address.Start).ThenBy(session => session.Address.Ordinal).ThenBy(session => session.Address.Cause);

    private void ShowTotals(OpenSession session, in SessionProcess process, long tick)
    {
        var (table, owner) = counting(session);
        if (!_totals.TryGetValue(session, out var totals) || totals.First != process.First || !ReferenceEquals(totals.Plan, session.Plan))
            _totals[session] = totals = new ProcessTotals(session.Plan!, process.First);
        var restarts = Faults.RestartsOf(session.Developer, process.Started, tick);
        for (; totals.Through < Math.Min(session.Passed, process.End); totals.Through++)
        {
            if (InstantOf(session, totals.Through) < session.CountedFrom) continue;
            Measure(session, totals.Through);
            foreach (var (key, amount) in _measurements)
                if (restarts is null || InstantOf(session, totals.Through) >= restarts[key.Family]) totals.Add(key, amount);
        }

        foreach (var (key, total) in totals.Values) table.Replace(table.Of(owner, key, tick), total, session.Held!.Anomaly);
    }

    // Source: OpenTelemetry collector, exporter/prometheusexporter/accumulator.go: a delta is added only if it begins at the instant of the stored value.
    private void ShowDeltas(OpenSession session, in SessionProcess process, long start, long tick)
    {
        var (table, owner) = counting(session);
        foreach (var (key, amount) in SumsOf(session, process, Math.Max(start, session.Held!.Since)))
        {
            var counter = table.Of(owner, key, tick);
            table.Replace(counter, counter.StoredAt == start ? counter.Values[0] + amount : amount, session.Held.Anomaly);
            counter.StoredAt = tick;
        }
    }

    // What was not exported yet is not lost: from now on, series show every count at once.
    private void Release(OpenSession session, long interval)
    {
        _totals.Remove(session);
        var (table, owner) = counting(session);
        foreach (var process in Faults.ProcessesOf(session.Plan!))
        {
            if (process.Started >= _tick || process.Ended < _tick) continue;
            var from = Math.Max(process.LastExport(_tick, interval, _period), Math.Max(session.Held!.Since, session.CountedFrom));
            foreach (var (key, amount) in SumsOf(session, process, from)) table.Add(owner, key, amount, _tick);
        }
    }

    private Dictionary<CounterKey, long> SumsOf(OpenSession session, in SessionProcess process, long from)
    {
        var first = Math.Min(session.Passed, process.End);
        while (first > process.First && InstantOf(session, first - 1) >= from) first--;
        var sums = new Dictionary<CounterKey, long>();
        for (; first < Math.Min(session.Passed, process.End); first++)
        {
            Measure(session, first);
            foreach (var (key, amount) in _measurements) sums[key] = sums.GetValueOrDefault(key) + amount;
        }

        return sums;
    }

    private void Measure(OpenSession session, int number)
    {
        _measurements.Clear();
        Measurements.AddOf(session.Plan!.Events[number], session.Plan.Traits, _measurements);
        Faults.Change(session, number, _measurements, options.ExportInterval);
    }

    private static long InstantOf(OpenSession session, int number) => session.Address.Start + session.Plan!.Events[number].Offset;
}
