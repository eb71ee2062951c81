using MetricsSimulator.Randomness;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Runners;

/// <summary>The arrivals of sessions from an instant on: a Poisson process whose rate follows the hours of the day. One thread at a time.</summary>
/// <param name="definition">The rate and the platforms.</param>
/// <param name="seed">The seed of the run.</param>
/// <param name="from">The instant, in milliseconds since the Unix epoch.</param>
internal sealed class RunnerArrivals(RunnersDefinition definition, ulong seed, long from)
{
    private readonly SeriesKey _key = SeriesKey.Derive(seed, Fnv1a.Append(Fnv1a.OffsetBasis, "runners"u8));
    private readonly Queue<RunnerSession> _drawn = new();
    private uint _cell = Cell.Of(from);

    /// <summary>The next session, if it arrives before an instant; otherwise null.</summary>
    public RunnerSession? NextBefore(long end)
    {
        while (_drawn.Count == 0 && Cell.StartOf(_cell) < end) DrawCell();
        return _drawn.TryPeek(out var session) && session.Arrival < end ? session : null;
    }

    /// <summary>Removes the next session.</summary>
    public void Take() => _drawn.Dequeue();

    private void DrawCell()
    {
        var (key, start) = (new DrawKey(_key.Word0, _key.Word1), Cell.StartOf(_cell));
        var mean = definition.SessionsPerHour * definition.Hours.FactorAt(start) * Cell.Milliseconds / 3_600_000;
        var count = (int)PoissonDistribution.Invert(Math.Min(mean, 500), Draws.OfRun.Uniform(key, _cell, SessionDraw.Arrivals));
        var sessions = new RunnerSession[count];
        for (var i = 0; i < count; i++)
        {
            var own = key.OfSession(_cell, i);
            var platform = definition.ClientPlatforms.At(Draws.OfRun.Uniform(own, 0, SessionDraw.RunnerPlatform));
            sessions[i] = new RunnerSession(own, platform, start + (long)(Draws.OfRun.Uniform(key, _cell, SessionDraw.StartInstant, i) * Cell.Milliseconds));
        }

        foreach (var session in sessions.OrderBy(session => session.Arrival))
            if (session.Arrival >= from) _drawn.Enqueue(session);
        _cell++;
    }
}
