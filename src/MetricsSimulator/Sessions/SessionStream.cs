using System.Collections.Concurrent;

namespace MetricsSimulator.Sessions;

/// <summary>
/// The events of all sessions of a team, sorted by time. The stream depends on the seed and on the start of the run, never on the update interval. One thread at a time.
/// </summary>
internal sealed class SessionStream
{
    private readonly Team _team;
    private readonly ulong _seed;
    private readonly int[] _developers;
    private readonly ServiceBursts _bursts;
    private readonly Func<long, TeamPhase> _phaseAt;
    private readonly ConcurrentDictionary<SessionParameters, SessionPlanner> _planners = new(ReferenceEqualityComparer.Instance);
    private readonly Arrivals _arrivals;
    private readonly List<OpenSession> _planned = [];
    private readonly PriorityQueue<OpenSession, (long Instant, int Developer, long Start, int Ordinal, ulong Cause)> _queue = new();
    private Causes _causes;

    /// <summary>Creates the stream; call <see cref="Begin(long, CancellationToken)"/>, <see cref="Restore"/> or <see cref="GoOnFrom"/> next.</summary>
    /// <param name="team">The team.</param>
    /// <param name="parameters">The distributions of the sessions.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="developers">The numbers of the developers to simulate, ascending.</param>
    /// <param name="causes">The causes that act on the team; null for none.</param>
    public SessionStream(Team team, SessionParameters parameters, ulong seed, IEnumerable<int> developers, Causes? causes = null)
        : this(team, _ => new TeamPhase(parameters), seed, developers, causes)
    {
    }

    /// <summary>Creates the stream of a team whose work depends on the phase of a scenario.</summary>
    /// <param name="team">The team.</param>
    /// <param name="phaseAt">Gives the phase at an instant, in milliseconds since the Unix epoch. Several threads call this function.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="developers">The numbers of the developers to simulate, ascending.</param>
    /// <param name="causes">The causes that act on the team; null for none.</param>
    public SessionStream(Team team, Func<long, TeamPhase> phaseAt, ulong seed, IEnumerable<int> developers, Causes? causes = null)
    {
        (_team, _phaseAt, _seed, _developers, _causes) = (team, phaseAt, seed, [.. developers], causes ?? new Causes(team));
        _bursts = new ServiceBursts(seed, Draws.OfRun);
        _arrivals = ArrivalsOf(_developers);
    }

    /// <summary>The sessions that have begun or are about to, in no particular order.</summary>
    public IEnumerable<OpenSession> Open => _queue.UnorderedItems.Select(item => item.Element);

    /// <summary>The state of the arrivals to save.</summary>
    public KeptArrivals Arriving => _arrivals.Kept;

    /// <summary>Begins a run with the sessions that are open at its start; their earlier events are skipped.</summary>
    /// <param name="start">The start, in milliseconds since the Unix epoch.</param>
    /// <param name="cancellation">Stops the computation, and leaves the stream as it was.</param>
    public void Begin(long start, CancellationToken cancellation = default)
    {
        Begin(_arrivals, start, cancellation);
        EnqueueCaused(start);
    }

    /// <summary>Continues from a saved state.</summary>
    /// <param name="arriving">The saved value of <see cref="Arriving"/>.</param>
    /// <param name="open">The saved open sessions.</param>
    /// <returns>The sessions, in the same order.</returns>
    public List<OpenSession> Restore(KeptArrivals arriving, IEnumerable<KeptSession> open)
    {
        _arrivals.Restore(arriving);
        _queue.Clear();
        var planners = new Dictionary<SessionParameters, SessionPlanner>();
        List<OpenSession> sessions = [.. open.Select(kept => Replan(kept, planners))];
        foreach (var session in sessions) Enqueue(session);
        return sessions;
    }

    /// <summary>
    /// Continues from the stream of another team at the same instant. Developers with the same name continue, new ones begin as in a new run, and the sessions of those who left
    /// end. A session that has begun keeps its plan, but uses the prices of this stream.
    /// </summary>
    /// <param name="before">The other stream.</param>
    /// <param name="start">The instant, in milliseconds since the Unix epoch.</param>
    /// <returns>The sessions that continue, each with its counterpart in the other stream.</returns>
    public List<(OpenSession Session, OpenSession Before)> GoOnFrom(SessionStream before, long start)
    {
        _queue.Clear();
        var numbers = _developers.ToDictionary(number => _team.Developers[number].Name, StringComparer.Ordinal);
        var known = before._developers.Select(number => before._team.Developers[number].Name).ToHashSet(StringComparer.Ordinal);
        var joined = ArrivalsOf([.. _developers.Where(number => !known.Contains(_team.Developers[number].Name))]);
        Begin(joined, start);
        _arrivals.GoOnFrom(joined, numbers);
        _arrivals.GoOnFrom(before._arrivals, numbers);
        var planners = new Dictionary<SessionParameters, SessionPlanner>();
        var sessions = new List<(OpenSession Session, OpenSession Before)>();
        foreach (var session in before.Open)
        {
            if (IsOnlyPlannedByCause(session) || !numbers.TryGetValue(session.Developer.Name, out var number)) continue;
            var kept = session.Kept;
            var here = _phaseAt(kept.Address.Start).Parameters;
            var parameters = kept.Parameters is null ? null : kept.Parameters with { CachesForAnHour = here.CachesForAnHour };
            // A session that has begun keeps its developer and models: anomalies select by them, and what they did before must stay what happened.
            var developer = session.Plan is null ? _team.Developers[number] : kept.Developer;
            var again = kept with { Address = kept.Address with { Developer = number }, Developer = developer, Parameters = parameters };
            sessions.Add((Replan(again, planners), session));
        }

        foreach (var (session, _) in sessions) Enqueue(session);
        EnqueueCaused(start);
        return sessions;
    }

    /// <summary>Plans again what comes after an instant, because other causes are known now. What was before cannot change.</summary>
    /// <param name="causes">The causes, none of which differs before the instant.</param>
    /// <param name="instant">The instant, in milliseconds since the Unix epoch.</param>
    public void Replan(Causes causes, long instant)
    {
        _causes = causes;
        OpenSession[] open = [.. Open.Where(session => !IsOnlyPlannedByCause(session))];
        _queue.Clear();
        var planners = new Dictionary<SessionParameters, SessionPlanner>();
        foreach (var session in open)
            if (session.Plan is { } plan) _ = PlannerOf(plan.Parameters, planners);
        Parallel.ForEach(open, session =>
        {
            if (session.Plan is { } plan) session.Plan = PlanOf(session, planners[plan.Parameters]);
        });
        _planned.AddRange(open.Where(session => session.Plan is not null));
        foreach (var session in open) Enqueue(session);
        EnqueueCaused(instant);
    }

    /// <summary>The sessions that were planned, or planned again, since the last call.</summary>
    public IReadOnlyList<OpenSession> TakePlanned()
    {
        OpenSession[] planned = [.. _planned];
        _planned.Clear();
        return planned;
    }

    /// <summary>
    /// The causes that change a session that has a plan, each with the span in which anything differs because of it: the session would differ without the cause, or the cause alone
    /// makes it differ. Outside all spans, the session is the same as without any cause.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="end">The instant at which it ends even if its plan goes on, in milliseconds since the Unix epoch.</param>
    public IEnumerable<(Cause Cause, (long First, long Last) Differing)> EffectsOn(OpenSession session, long end = long.MaxValue)
    {
        if (_causes.IsEmpty) yield break;
        var (address, plan) = (session.Address, session.Plan!.Before(end));
        var planner = NewPlanner(plan.Parameters);
        var acted = new HashSet<Cause>();
        PlanWith(null, acted);
        Cause[] together = [.. acted.OrderBy(cause => cause.Start).ThenBy(cause => cause.Number)];
        var clean = PlanWith([], null);
        var before = clean;
        var spans = new Dictionary<Cause, (long First, long Last)?>();
        for (var i = 0; i < together.Length; i++)
        {
            // From the session without any cause to the one with all, one cause after another: so every difference belongs to one of them.
            var after = i == together.Length - 1 ? plan : PlanWith(together[..(i + 1)], null);
            var cause = together[i];
            var alone = i == 0 ? after : PlanWith([cause], null);
            spans[cause] = Union(Union(after.DifferenceFrom(before), alone.DifferenceFrom(clean)), plan.DifferenceFrom(PlanWith([.. together.Where(other => other != cause)], null)));
            before = after;
        }

        foreach (var cause in _causes.Between(address.Start, plan.End))
        {
            if (cause.Number == address.Cause) yield return (cause, (address.Start, plan.End));
            else if (spans.GetValueOrDefault(cause) is { } span) yield return (cause, span);
        }

        SessionPlan PlanWith(IReadOnlyCollection<Cause>? only, ISet<Cause>? record) =>
            planner.Plan(_arrivals.KeyOf(address), address.Start, CausesOn(session)! with { Only = only, Acted = record }).Before(end);
    }

    /// <summary>Takes the next event if it happens before an instant.</summary>
    /// <param name="end">The instant, in milliseconds since the Unix epoch.</param>
    /// <param name="session">Its session.</param>
    /// <param name="happened">The event.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryNext(long end, out OpenSession session, out SessionEvent happened)
    {
        while (Cell.StartOf(_arrivals.Next) < end)
        {
            foreach (var address in _arrivals.DrawNext()) Enqueue(SessionOf(address));
            EnqueueCaused(long.MinValue);
        }

        while (_queue.TryPeek(out session!, out var next) && next.Instant < end)
        {
            if (session.Plan is null && !TryPlan(session))
            {
                _queue.Dequeue();
                continue;
            }

            happened = session.Plan!.Events[session.Passed++];
            if (session.HasEnded) _queue.Dequeue();
            else _queue.DequeueEnqueue(session, PriorityOf(session));
            return true;
        }

        happened = null!;
        return false;
    }

    private void Begin(Arrivals arrivals, long start, CancellationToken cancellation = default)
    {
        var open = arrivals.Begin(start, (key, begun) => !PlannerOf(_phaseAt(begun).Parameters).HasEnded(key, begun, start), cancellation);
        while (Cell.StartOf(arrivals.Next) < start) open.AddRange(arrivals.DrawNext());
        var sessions = new OpenSession?[open.Count];
        Parallel.For(0, sessions.Length, new ParallelOptions { CancellationToken = cancellation }, i => sessions[i] = Resume(open[i], start));
        foreach (var session in sessions)
        {
            if (session is null) continue;
            Enqueue(session);
            if (session.Plan is not null && !_causes.IsEmpty) _planned.Add(session);
        }
    }

    /// <summary>The session, as it is at the start of the run; null if it has ended, or never began because its developer had not joined.</summary>
    private OpenSession? Resume(in SessionAddress address, long start)
    {
        var session = SessionOf(address);
        if (address.Start >= start) return session;
        if (PlannerOf(address) is not { } planner) return null;
        if (planner.EndsBefore(_arrivals.KeyOf(address), address.Start, start, CausesOn(session))) return null;
        var plan = PlanOf(session, planner);
        if (plan.End < start) return null;
        (session.Plan, session.CountedFrom) = (plan, start);
        while (session.NextInstant < start) session.Passed++;
        return session;
    }

    private OpenSession Replan(in KeptSession kept, Dictionary<SessionParameters, SessionPlanner> planners)
    {
        var session = new OpenSession(kept.Address, kept.Developer) { Held = kept.Held, IsSilent = kept.IsSilent, SharedKey = kept.SharedKey, Collision = kept.Collision };
        if (kept.Parameters is not { } parameters) return session;
        Plan(session, PlannerOf(parameters, planners));
        (session.Passed, session.CountedFrom) = (kept.Passed, kept.CountedFrom);
        return session;
    }

    private SessionPlanner PlannerOf(SessionParameters parameters, Dictionary<SessionParameters, SessionPlanner> planners)
    {
        if (!planners.TryGetValue(parameters, out var planner)) planners.Add(parameters, planner = NewPlanner(parameters));
        return planner;
    }

    /// <summary>The planner of a session that has no plan yet; null if its developer has not joined when it starts.</summary>
    private SessionPlanner? PlannerOf(in SessionAddress address)
    {
        var phase = _phaseAt(address.Start);
        return address.Developer < phase.Joined ? PlannerOf(phase.Parameters) : null;
    }

    private SessionPlanner PlannerOf(SessionParameters parameters) => _planners.GetOrAdd(parameters, NewPlanner);

    private SessionPlanner NewPlanner(SessionParameters parameters) => new(parameters, Draws.OfRun, _bursts, instant => _phaseAt(instant).Parameters.Models);

    private Arrivals ArrivalsOf(int[] developers) => new(_team, _seed, developers, Draws.OfRun, _phaseAt);

    private OpenSession SessionOf(in SessionAddress address) => new(address, _team.Developers[address.Developer]);

    private bool TryPlan(OpenSession session)
    {
        if (PlannerOf(session.Address) is not { } planner) return false;
        Plan(session, planner);
        return true;
    }

    private void Plan(OpenSession session, SessionPlanner planner)
    {
        session.Plan = PlanOf(session, planner);
        if (!_causes.IsEmpty) _planned.Add(session);
    }

    private static (long First, long Last)? Union((long First, long Last)? one, (long First, long Last)? other) =>
        one is { } first && other is { } second ? (Math.Min(first.First, second.First), Math.Max(first.Last, second.Last)) : one ?? other;

    private SessionPlan PlanOf(OpenSession session, SessionPlanner planner) => planner.Plan(_arrivals.KeyOf(session.Address), session.Address.Start, CausesOn(session));

    private SessionCauses? CausesOn(OpenSession session)
    {
        if (_causes.IsEmpty) return null;
        var (number, start) = (session.Address.Cause, session.Address.Start);
        var runaway = number == 0 ? null : _causes.Between(start, start).FirstOrDefault(cause => cause.Number == number && cause.At(cause.Start).Agents > 0);
        return new SessionCauses(_causes, session.Developer, runaway);
    }

    private static bool IsOnlyPlannedByCause(OpenSession session) => session.Address.Cause != 0 && session.Plan is null;

    private void EnqueueCaused(long instant)
    {
        foreach (var address in _arrivals.DrawCaused(_causes))
            if (address.Start >= instant) Enqueue(SessionOf(address));
    }

    private void Enqueue(OpenSession session) => _queue.Enqueue(session, PriorityOf(session));

    private static (long Instant, int Developer, long Start, int Ordinal, ulong Cause) PriorityOf(OpenSession session) =>
        (session.NextInstant, session.Address.Developer, session.Address.Start, session.Address.Ordinal, session.Address.Cause);
}
