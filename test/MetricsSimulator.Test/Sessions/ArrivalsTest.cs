using MetricsSimulator.Cycles;
using MetricsSimulator.Sessions;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Sessions;

/// <summary>When developers start sessions.</summary>
public sealed class ArrivalsTest
{
    private const long Day = 24 * 3_600_000;

    [Fact]
    public void A_developer_of_average_activity_starts_as_many_sessions_a_week_as_the_hours_say_and_is_away_half_of_the_time()
    {
        const int Weeks = 8;
        const int Count = 300;
        var arrivals = new Arrivals(TeamOf(Count), 5, [.. Enumerable.Range(0, Count)], Draws.OfRun);
        arrivals.Begin(Plans.Monday, (_, _) => false);
        var starts = new List<SessionAddress>();
        var away = 0;
        for (var week = 1; week <= Weeks; week++)
        {
            // After a week of a path that correlates over a day, nothing of it is left.
            away += arrivals.Kept.Paths.Take(Count).Count(x => x <= 0);
            while (Cell.StartOf(arrivals.Next) < Plans.Monday + week * 7 * Day) starts.AddRange(arrivals.DrawNext());
        }

        var perWeek = Enumerable.Range(0, Count).Select(developer => starts.Count(start => start.Developer == developer) / (double)Weeks).ToList();
        Expect.Mean("sessions a week", perWeek, 53.76 * .30, Expect.Variance(perWeek));
        Expect.Share("away", away / (double)(Count * Weeks), .5, Count * Weeks);

        // Each start has an instant of its own in its cell, at which the others do not look.
        Expect.Distribution("instants", starts.Select(start => (start.Start - Cell.StartOf(start.Cell) + .5) / Cell.Milliseconds), x => x);
        var byHour = starts.GroupBy(start => start.Start % Day / 3_600_000).ToDictionary(group => group.Key, group => (double)group.Count());
        var busy = Enumerable.Range(9, 8).Sum(hour => byHour[hour]) / starts.Count;
        // The path of a developer is the same in the hours of a day, but for its correlation: the standard error is that of the developers' own shares.
        var own = starts.GroupBy(start => start.Developer).Select(group => (Busy: group.Count(start => start.Start % Day / 3_600_000 is >= 9 and < 17), All: group.Count())).ToList();
        var error = Math.Sqrt(own.Sum(each => Math.Pow(each.Busy - busy * each.All, 2))) / starts.Count;
        Expect.Within("in working hours", busy, 8 / (8 + 16 * .1), 5 * error);
    }

    [Fact]
    public void The_path_of_a_developer_has_mean_0_and_variance_1_at_the_start_of_a_run()
    {
        const int Count = 5000;
        var arrivals = new Arrivals(TeamOf(Count), 9, [.. Enumerable.Range(0, Count)], Draws.OfRun);
        arrivals.Begin(Cell.Milliseconds * 300, (_, _) => false);
        var paths = arrivals.Kept.Paths.Take(Count).ToList();
        Expect.Mean("path", paths, 0, 1);
        Expect.NormalVariance("path", paths, 1);
    }

    [Fact]
    public void Another_developer_changes_nothing_of_the_others()
    {
        var few = EventsOf(TeamOf(5), 5, 3);
        var team = TeamOf(7).Developers;
        // The others are in the middle and at the end, so that numbers change.
        var many = EventsOf(new Team([team[0], team[6], .. team[1..5], team[5]]), 7, 3);
        Assert.NotEmpty(few);
        Assert.Equal(few, many.Where(each => each.Developer is not ("dev-5" or "dev-6")));
    }

    [Fact]
    public void Developers_apart_are_the_same_as_together()
    {
        // Their hours differ, so that in most cells some work, others rest, and some never start anything.
        var team = new Team([.. TeamOf(6).Developers.Select(
            (developer, i) => developer with { Hours = developer.Hours with { From = 3 * i, To = 3 * i + 8, Outside = i % 3 * .2, Weekend = i % 2 } })]);
        var together = EventsOf(team, 6, 4).OrderBy(each => each.Developer, StringComparer.Ordinal).ThenBy(each => each.Instant);
        var apart = Enumerable.Range(0, 6).SelectMany(developer => EventsOf(team, 4, [developer]));
        Assert.Equal(together, apart);
    }

    [Fact]
    public void There_is_no_session_before_a_developer_joins()
    {
        var from = DateTimeOffset.FromUnixTimeMilliseconds(Plans.Monday).AddDays(2);
        var team = new Team([TeamOf(1).Developers[0], new Developer("new", new WorkingHours(ZoneOffsets.Utc)) { From = from }]) { SessionsPerHour = 5 };
        var events = EventsOf(team, 2, 7);
        Assert.Contains(events, each => each.Developer == "new");
        Assert.DoesNotContain(events, each => each.Developer == "new" && each.Instant < from.ToUnixTimeMilliseconds());
        Assert.Contains(events, each => each.Developer == "dev-0" && each.Instant < from.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void A_run_begins_with_the_sessions_that_are_open()
    {
        var team = TeamOf(20);
        var stream = new SessionStream(team, new SessionParameters(), 8, Enumerable.Range(0, 20));
        stream.Begin(Plans.Monday + 2 * Day + Day / 2);
        var open = stream.Open.Where(session => session.Address.Start < Plans.Monday + 2 * Day + Day / 2).ToList();
        Assert.NotEmpty(open);
        Assert.All(open, session => Assert.True(session.NextInstant >= Plans.Monday + 2 * Day + Day / 2));
        Assert.All(open, session => Assert.True(session.Plan!.Events[session.Passed - 1].Offset + session.Address.Start < Plans.Monday + 2 * Day + Day / 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(60)]
    public void The_stream_is_the_same_whatever_the_steps(int seconds)
    {
        var team = TeamOf(4);
        var expected = EventsOf(team, 4, 5, Day / 4);
        var stream = new SessionStream(team, new SessionParameters(), 5, Enumerable.Range(0, 4));
        stream.Begin(Plans.Monday + Day / 2);
        var found = new List<(string, long, SessionEvent)>();
        for (var end = Plans.Monday + Day / 2; end <= Plans.Monday + Day / 2 + Day / 4; end += seconds * 1000)
            while (stream.TryNext(end, out var session, out var happened)) found.Add((session.Developer.Name, session.Address.Start + happened.Offset, happened));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, found);
    }

    private static Team TeamOf(int count) =>
        new([.. Enumerable.Range(0, count).Select(i => new Developer($"dev-{i}", new WorkingHours(ZoneOffsets.Utc)))]);

    private static List<(string Developer, long Instant, SessionEvent Happened)> EventsOf(Team team, int count, ulong seed, long time) =>
        EventsOf(team, [.. Enumerable.Range(0, count)], seed, Plans.Monday + Day / 2, time);

    private static List<(string Developer, long Instant, SessionEvent Happened)> EventsOf(Team team, int count, ulong seed) => EventsOf(team, seed, [.. Enumerable.Range(0, count)]);

    private static List<(string Developer, long Instant, SessionEvent Happened)> EventsOf(Team team, ulong seed, int[] developers) =>
        EventsOf(team, developers, seed, Plans.Monday, 7 * Day);

    private static List<(string Developer, long Instant, SessionEvent Happened)> EventsOf(Team team, int[] developers, ulong seed, long start, long time)
    {
        var stream = new SessionStream(team, new SessionParameters(), seed, developers);
        stream.Begin(start);
        var events = new List<(string Developer, long Instant, SessionEvent Happened)>();
        while (stream.TryNext(start + time, out var session, out var happened)) events.Add((session.Developer.Name, session.Address.Start + happened.Offset, happened));
        return events;
    }
}
