using MetricsSimulator.Sessions;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Workload;

/// <summary>The size of a workload: averages for one day.</summary>
/// <param name="Developers">The number of developers.</param>
/// <param name="Sessions">The number of sessions that start.</param>
/// <param name="Events">The number of events that happen.</param>
/// <param name="Series">The number of series that begin.</param>
/// <param name="Dollars">What the calls cost, in USD at the latest prices.</param>
public sealed record WorkloadEstimate(int Developers, double Sessions, double Events, double Series, double Dollars)
{
    // Measured with teams of 10,000 and 30,000 developers, on a core of a server of 2024.
    private const double StartOfDeveloper = 140e-6;
    private const double StartOfSession = 80e-6;
    private const double TickOfDeveloper = 4e-6;

    // Enough that the mean cost of a session, which has a long tail, is within a few percent.
    private const int Sample = 2000;
    private const int HoursOfWeek = 7 * 24;

    // Monday, 1970-01-05.
    private const long FirstHour = 4 * 24;
    private const long Hour = 3_600_000;

    /// <summary>
    /// The processor time that the start of a run takes, in seconds. The 30 days before it are drawn for every developer, and every session that may still be open is planned.
    /// </summary>
    public double StartSeconds => StartSecondsFor(Developers, Sessions);

    /// <summary>The processor time of a tick of ten seconds in working hours, in seconds. Shorter ticks take hardly less, because most of it goes to the series that are shown.</summary>
    public double TickSeconds => Developers * TickOfDeveloper;

    /// <summary>The same time, without a sample of sessions, which would take longer than the start of a small team.</summary>
    public static double StartSecondsOf(WorkloadDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return StartSecondsFor(definition.Team.Developers.Length, SessionsPerDayOf(definition.Team));
    }

    /// <summary>Estimates a workload: the arrivals from their distribution, the other values from a sample of sessions.</summary>
    public static WorkloadEstimate Of(WorkloadDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var team = definition.Team;
        var perDay = SessionsPerDayOf(team);
        var planner = new SessionPlanner(definition.Parameters, Draws.OfRun, new ServiceBursts(0, Draws.OfRun));
        var projection = Projection.Of(0, team, definition.Telemetry);
        // If the sessions of a developer share their series, group as many sessions as a developer starts in a day.
        var together = definition.Telemetry.IncludesSessionId ? 1 : Math.Max(1, (int)Math.Round(perDay / team.Developers.Length));
        var table = new CounterTable(projection, [], definition.Telemetry with { ExpireAfter = null }, 0);
        var owners = new Dictionary<string, CounterOwner>(StringComparer.Ordinal);
        var (events, units) = (0L, 0L);
        var latest = definition.Parameters.Models.All.SelectMany(model => model.Prices.Select(period => period.From).Append(model.From)).Max().ToUnixTimeMilliseconds();
        var owned = new Dictionary<string, CounterOwner>(StringComparer.Ordinal);
        for (var i = 0; i < Sample; i++)
        {
            var address = new SessionAddress(0, (uint)i, 0, Math.Max(FirstHour * Hour, latest));
            var session = new OpenSession(address, team.Developers[0]) { Plan = planner.Plan(new DrawKey(0, 0).OfSession(address.Cell, 0), address.Start) };
            events += session.Plan.Events.Length;
            units += session.Plan.Events.OfType<ModelCalled>().Sum(call => call.Cost);
            if (i % together == 0) owned = [];
            var owner = projection.OwnerOf(session.Developer, session.Plan.Traits, owned);
            foreach (var happened in session.Plan.Events)
            {
                session.Passed++;
                projection.Count(table, table, owner, owners, session, happened);
            }
        }

        // The metrics of the specification belong to the whole team: their series begin only once.
        var series = definition.Telemetry.Profile.Style == NameStyle.Specification
            ? table.Shown.DistinctBy(counter => counter.Key).Count()
            : table.Shown.Count() * perDay / Sample;
        return new WorkloadEstimate(team.Developers.Length, perDay, events * perDay / Sample, series, units * perDay / Sample / TokenPrices.UnitsPerDollar);
    }

    private static double StartSecondsFor(int developers, double sessions) => developers * StartOfDeveloper + sessions * StartOfSession;

    private static double SessionsPerDayOf(Team team) =>
        team.Developers.GroupBy(developer => developer.Hours).Sum(group =>
            group.Count() * Enumerable.Range(0, HoursOfWeek).Sum(hour => group.Key.FactorAt((FirstHour + hour) * Hour)) * team.SessionsPerHour / 7);
}
