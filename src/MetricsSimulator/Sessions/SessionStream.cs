using System.Collections.Immutable;

namespace MetricsSimulator.Sessions;

/// <summary>
/// The events of all sessions of a team, in the order of time. The stream depends on the seed and on the start of the run, never on the update interval. One thread at a time.
/// </summary>
internal sealed class SessionStream
{
    private readonly Team _team;
    private readonly SessionPlanner _planner;
    private readonly Arrivals _arrivals;
    private readonly PriorityQueue<OpenSession, (long Instant, int Developer, long Start, int Ordinal)> _queue = new();

    /// <summary>Creates the stream; <see cref="Begin"/> or <see cref="Restore"/> follows.</summary>
    /// <param name="team">The team.</param>
    /// <param name="parameters">The distributions of the sessions.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="developers">The numbers of the developers to simulate, ascending.</param>
    public SessionStream(Team team, SessionParameters parameters, ulong seed, IReadOnlyList<int> developers)
    {
        var draws = Draws.OfRun;
        _team = team;
        _planner = new SessionPlanner(parameters, draws, new ServiceBursts(seed, draws));
        _arrivals = new Arrivals(team, seed, developers, draws);
    }

    /// <summary>The sessions that have begun or are about to, in no particular order.</summary>
    public IEnumerable<OpenSession> Open => _queue.UnorderedItems.Select(item => item.Element);

    /// <summary>The cell whose starts are drawn next, and the paths there.</summary>
    public (uint Cell, ImmutableArray<double> Paths) Arriving => (_arrivals.Next, [.. _arrivals.KeepPaths()]);

    /// <summary>Begins a run with the sessions that are open at its start; their events before it are passed over.</summary>
    /// <param name="start">The start, in milliseconds since the Unix epoch.</param>
    public void Begin(long start)
    {
        var before = _arrivals.Begin(start, (address, key) => !_planner.HasEnded(key, address.Start, start));
        foreach (var address in before) Resume(address, start);
        while (Cell.StartOf(_arrivals.Next) < start) _arrivals.DrawNext(address => Resume(address, start));
    }

    /// <summary>Goes on from what was kept.</summary>
    /// <param name="arriving"><see cref="Arriving"/> then.</param>
    /// <param name="open">The sessions then, each with the number of its events that have passed; null for one that was not planned yet.</param>
    /// <returns>The sessions, in the same order.</returns>
    public List<OpenSession> Restore((uint Cell, ImmutableArray<double> Paths) arriving, IEnumerable<(SessionAddress Address, int? Passed)> open)
    {
        _arrivals.Restore(arriving.Cell, arriving.Paths.AsSpan());
        _queue.Clear();
        var sessions = new List<OpenSession>();
        foreach (var (address, passed) in open)
        {
            var session = SessionOf(address);
            if (passed is { } events)
            {
                session.Plan = PlanOf(address);
                session.Passed = events;
            }

            Enqueue(session);
            sessions.Add(session);
        }

        return sessions;
    }

    /// <summary>Takes the next event before an instant.</summary>
    /// <param name="end">The instant, in milliseconds since the Unix epoch.</param>
    /// <param name="session">Its session.</param>
    /// <param name="happened">The event.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryNext(long end, out OpenSession session, out SessionEvent happened)
    {
        while (Cell.StartOf(_arrivals.Next) < end) _arrivals.DrawNext(address => Enqueue(SessionOf(address)));
        if (!_queue.TryPeek(out session!, out var next) || next.Instant >= end)
        {
            happened = null!;
            return false;
        }

        session.Plan ??= PlanOf(session.Address);
        happened = session.Plan.Events[session.Passed++];
        if (session.HasEnded) _queue.Dequeue();
        else _queue.DequeueEnqueue(session, PriorityOf(session));
        return true;
    }

    private void Resume(in SessionAddress address, long start)
    {
        var session = SessionOf(address);
        if (address.Start < start)
        {
            session.Plan = PlanOf(address);
            while (!session.HasEnded && session.NextInstant < start) session.Passed++;
            if (session.HasEnded) return;
        }

        Enqueue(session);
    }

    private OpenSession SessionOf(in SessionAddress address) => new(address, _team.Developers[address.Developer]);

    private SessionPlan PlanOf(in SessionAddress address) => _planner.Plan(_arrivals.KeyOf(address), address.Start);

    private void Enqueue(OpenSession session) => _queue.Enqueue(session, PriorityOf(session));

    private static (long Instant, int Developer, long Start, int Ordinal) PriorityOf(OpenSession session) =>
        (session.NextInstant, session.Address.Developer, session.Address.Start, session.Address.Ordinal);
}
