using System.Collections.Immutable;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Runners;

/// <summary>
/// The sessions of a runner, in the queue and in its slots. Each session passes through its stages, and every count and gauge follows from these passages. One thread at
/// a time.
/// </summary>
/// <param name="definition">What becomes of sessions.</param>
/// <param name="arrivals">The sessions that arrive.</param>
/// <param name="values">The counts and gauges.</param>
internal sealed class RunnerPool(RunnersDefinition definition, RunnerArrivals arrivals, RunnerValues values)
{
    private const int FailuresUntilBreak = 5;
    private const long FirstBackOff = 10_000;
    private const long Break = 600_000;

    private readonly Queue<RunnerSession> _pending = new();
    private readonly List<RunnerSession> _moving = [];
    private readonly List<RunnerSession> _ready = [];

    /// <summary>The sessions that are ready, in the order in which they became so.</summary>
    public IReadOnlyList<RunnerSession> Ready => _ready;

    /// <summary>All sessions that have not ended.</summary>
    public IEnumerable<RunnerSession> All => _pending.Concat(_moving).Concat(_ready);

    /// <summary>Lets everything happen that happens before an instant.</summary>
    /// <param name="end">The instant, in milliseconds since the Unix epoch.</param>
    /// <returns>Whether a session became ready or ended.</returns>
    public bool AdvanceTo(long end)
    {
        var isOther = false;
        while (true)
        {
            var (arriving, leaving) = (arrivals.NextBefore(end), EarliestOf(_ready, EarliestOf(_moving, null)));
            if (arriving is not null && (leaving is null || arriving.Arrival <= leaving.Until))
            {
                arrivals.Take();
                _pending.Enqueue(arriving);
                FillSlots(arriving.Arrival);
                continue;
            }

            if (leaving is null || leaving.Until >= end) break;
            var now = leaving.Until;
            isOther |= Leave(leaving, now);
            FillSlots(now);
        }

        foreach (var session in _ready) session.AdvanceTurns(definition, end);
        ShowGauges();
        return isOther;
    }

    /// <summary>Sets the gauges to the sessions of each stage.</summary>
    public void ShowGauges()
    {
        var active = CountOf(SessionStage.Initializing) + _ready.Count;
        values.Set(RunnerFamily.Capacity, definition.Capacity);
        values.Set(RunnerFamily.Active, active);
        values.Set(RunnerFamily.Initializing, CountOf(SessionStage.Initializing));
        values.Set(RunnerFamily.QueuePending, _pending.Count);
        values.Set(RunnerFamily.QueueBackingOff, CountOf(SessionStage.BackingOff));
        values.Set(RunnerFamily.QueueCircuitBroken, CountOf(SessionStage.CircuitBroken));
        values.Set(RunnerFamily.PoolPending, CountOf(SessionStage.Spawning));
        values.Set(RunnerFamily.PoolActive, active);
    }

    /// <summary>Copies of all sessions that have not ended.</summary>
    public ImmutableArray<RunnerSession> Keep() => [.. All.Select(session => session.Copy())];

    /// <summary>Goes on with sessions that were kept, or that another pool had. Those from platforms that are unknown are left out.</summary>
    public void GoOnWith(IEnumerable<RunnerSession> sessions)
    {
        foreach (var session in sessions)
        {
            if (values.NumberOf(session.Platform) < 0) continue;
            if (session.Stage == SessionStage.Pending) _pending.Enqueue(session.Copy());
            else (session.Stage == SessionStage.Ready ? _ready : _moving).Add(session.Copy());
        }

        ShowGauges();
    }

    // If two leave at the same instant, the one that is listed first goes first.
    private static RunnerSession? EarliestOf(List<RunnerSession> sessions, RunnerSession? earliest)
    {
        foreach (var session in sessions)
            if (earliest is null || session.Until < earliest.Until) earliest = session;
        return earliest;
    }

    private int CountOf(SessionStage stage)
    {
        var count = 0;
        foreach (var session in _moving)
            if (session.Stage == stage) count++;
        return count;
    }

    private void FillSlots(long now)
    {
        var taken = CountOf(SessionStage.Spawning) + CountOf(SessionStage.Initializing) + _ready.Count;
        for (; taken < definition.Capacity && _pending.TryDequeue(out var session); taken++)
        {
            session.Enter(SessionStage.Spawning, now, now + session.Draw(definition.Spawn, SessionDraw.RunnerSpawn, (uint)session.Failures));
            _moving.Add(session);
        }
    }

    private bool Leave(RunnerSession session, long now)
    {
        switch (session.Stage)
        {
            case SessionStage.Spawning:
                EndSpawn(session, now);
                return false;
            case SessionStage.Initializing:
                return EndInit(session, now);
            case SessionStage.Ready:
                _ready.Remove(session);
                CountEnd(session, definition.Outcomes.At(Draws.OfRun.Uniform(session.Key, 0, SessionDraw.RunnerOutcome)));
                return true;
            default:
                _moving.Remove(session);
                session.Enter(SessionStage.Pending, now);
                _pending.Enqueue(session);
                return false;
        }
    }

    private void EndSpawn(RunnerSession session, long now)
    {
        values.Observe(RunnerFamily.SpawnHookDuration, now - session.Since);
        if (session.Happens(definition.SpawnFailures, SessionDraw.RunnerSpawnFailure, (uint)session.Failures))
        {
            values.Increment(RunnerFamily.SpawnHooks, RunnerValues.Failure);
            var before = session.Failures++ % FailuresUntilBreak;
            if (before == FailuresUntilBreak - 1) session.Enter(SessionStage.CircuitBroken, now, now + Break);
            else session.Enter(SessionStage.BackingOff, now, now + (FirstBackOff << before));
            return;
        }

        values.Increment(RunnerFamily.SpawnHooks, RunnerValues.Success);
        values.Increment(RunnerFamily.Started, values.NumberOf(session.Platform));
        values.Observe(RunnerFamily.QueueWait, now - session.Arrival);
        session.Enter(SessionStage.Initializing, now, now + session.Draw(definition.Init, SessionDraw.RunnerInit));
    }

    private bool EndInit(RunnerSession session, long now)
    {
        _moving.Remove(session);
        values.Observe(RunnerFamily.InitDuration, now - session.Since);
        if (session.Happens(definition.StartHookFailures, SessionDraw.RunnerStartHook)) values.Increment(RunnerFamily.StartHookErrors);
        if (session.Happens(definition.InitFailures, SessionDraw.RunnerInitFailure))
        {
            values.Increment(RunnerFamily.InitErrors);
            CountEnd(session, "failed");
            return false;
        }

        session.Enter(SessionStage.Ready, now, now + session.Draw(definition.Stay, SessionDraw.RunnerStay));
        session.BeginTurn(definition, now);
        _ready.Add(session);
        return true;
    }

    private void CountEnd(RunnerSession session, string outcome) => values.Increment(
        outcome switch { "completed" => RunnerFamily.Completed, "failed" => RunnerFamily.Failed, _ => RunnerFamily.Interrupted }, values.NumberOf(session.Platform));
}
