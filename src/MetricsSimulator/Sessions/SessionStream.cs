using System.Collections.Immutable;

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
    private readonly SessionPlanner _planner;
    private readonly SessionParameters _parameters;
    private readonly Arrivals _arrivals;
    private readonly PriorityQueue<OpenSession, (long Instant, int Developer, long Start, int Ordinal)> _queue = new();

    /// <summary>Creates the stream; call <see cref="Begin(long)"/>, <see cref="Restore"/> or <see cref="GoOnFrom"/> next.</summary>
    /// <param name="team">The team.</param>
    /// <param name="parameters">The distributions of the sessions.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="developers">The numbers of the developers to simulate, ascending.</param>
    public SessionStream(Team team, SessionParameters parameters, ulong seed, IEnumerable<int> developers)
    {
        (_team, _parameters, _seed, _developers) = (team, parameters, seed, [.. developers]);
        _bursts = new ServiceBursts(seed, Draws.OfRun);
        _planner = new SessionPlanner(parameters, Draws.OfRun, _bursts);
        _arrivals = new Arrivals(team, seed, _developers, Draws.OfRun);
    }

    /// <summary>The sessions that have begun or are about to, in no particular order.</summary>
    public IEnumerable<OpenSession> Open => _queue.UnorderedItems.Select(item => item.Element);

    /// <summary>The next cell for which starts are drawn, and the intensity paths at its beginning.</summary>
    public (uint Cell, ImmutableArray<double> Paths) Arriving => (_arrivals.Next, [.. _arrivals.KeepPaths()]);

    /// <summary>Begins a run with the sessions that are open at its start; their earlier events are skipped.</summary>
    /// <param name="start">The start, in milliseconds since the Unix epoch.</param>
    public void Begin(long start) => Begin(_arrivals, start);

    /// <summary>Continues from a saved state.</summary>
    /// <param name="arriving">The saved value of <see cref="Arriving"/>.</param>
    /// <param name="open">The saved open sessions.</param>
    /// <returns>The sessions, in the same order.</returns>
    public List<OpenSession> Restore((uint Cell, ImmutableArray<double> Paths) arriving, IEnumerable<KeptSession> open)
    {
        _arrivals.Restore(arriving.Cell, arriving.Paths.AsSpan());
        _queue.Clear();
        var planners = new Dictionary<SessionParameters, SessionPlanner>(ReferenceEqualityComparer.Instance) { [_parameters] = _planner };
        return [.. open.Select(kept => Replan(kept, planners))];
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
        var joined = new Arrivals(_team, _seed, [.. _developers.Where(number => !known.Contains(_team.Developers[number].Name))], Draws.OfRun);
        Begin(joined, start);
        _arrivals.GoOnFrom(joined, numbers);
        _arrivals.GoOnFrom(before._arrivals, numbers);
        var planners = new Dictionary<SessionParameters, SessionPlanner>();
        var sessions = new List<(OpenSession Session, OpenSession Before)>();
        foreach (var session in before.Open)
        {
            if (!numbers.TryGetValue(session.Developer.Name, out var number)) continue;
            var kept = session.Kept;
            var parameters = kept.Parameters is null ? null : kept.Parameters with { Models = _parameters.Models, CachesForAnHour = _parameters.CachesForAnHour };
            sessions.Add((Replan(kept with { Address = kept.Address with { Developer = number }, Parameters = parameters }, planners), session));
        }

        return sessions;
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
        }

        if (!_queue.TryPeek(out session!, out var next) || next.Instant >= end)
        {
            happened = null!;
            return false;
        }

        session.Plan ??= PlanOf(session.Address, _planner);
        happened = session.Plan.Events[session.Passed++];
        if (session.HasEnded) _queue.Dequeue();
        else _queue.DequeueEnqueue(session, PriorityOf(session));
        return true;
    }

    private void Begin(Arrivals arrivals, long start)
    {
        var open = arrivals.Begin(start, (key, begun) => !_planner.HasEnded(key, begun, start));
        while (Cell.StartOf(arrivals.Next) < start) open.AddRange(arrivals.DrawNext());
        var sessions = new OpenSession[open.Count];
        Parallel.For(0, sessions.Length, i => sessions[i] = Resume(open[i], start));
        foreach (var session in sessions)
            if (!session.HasEnded) Enqueue(session);
    }

    private OpenSession Resume(in SessionAddress address, long start)
    {
        var session = SessionOf(address);
        if (address.Start >= start) return session;
        session.Plan = PlanOf(address, _planner);
        while (!session.HasEnded && session.NextInstant < start) session.Passed++;
        return session;
    }

    private OpenSession Replan(in KeptSession kept, Dictionary<SessionParameters, SessionPlanner> planners)
    {
        var session = SessionOf(kept.Address);
        if (kept.Parameters is { } parameters)
        {
            if (!planners.TryGetValue(parameters, out var planner)) planners.Add(parameters, planner = new SessionPlanner(parameters, Draws.OfRun, _bursts));
            (session.Plan, session.Passed) = (PlanOf(kept.Address, planner), kept.Passed);
        }

        Enqueue(session);
        return session;
    }

    private OpenSession SessionOf(in SessionAddress address) => new(address, _team.Developers[address.Developer]);

    private SessionPlan PlanOf(in SessionAddress address, SessionPlanner planner) => planner.Plan(_arrivals.KeyOf(address), address.Start);

    private void Enqueue(OpenSession session) => _queue.Enqueue(session, PriorityOf(session));

    private static (long Instant, int Developer, long Start, int Ordinal) PriorityOf(OpenSession session) =>
        (session.NextInstant, session.Address.Developer, session.Address.Start, session.Address.Ordinal);
}
