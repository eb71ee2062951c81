using MetricsSimulator.Sessions;
using MetricsSimulator.Test.Sessions;
using MetricsSimulator.Test.Statistics;
using static MetricsSimulator.Test.Workload.Disturbing;

namespace MetricsSimulator.Test.Workload;

/// <summary>What each kind of anomaly of a workload does to sessions.</summary>
[Trait("takes", "seconds")]
public sealed class CauseKindsTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void A_surge_adds_starts_as_a_Poisson_process_does(int onset)
    {
        const double Magnitude = 5;
        var team = TeamRun.TeamOf(Enumerable.Range(1, 2000));
        var cause = CauseOf("session_surge", Magnitude, onset: TimeSpan.FromHours(onset));
        var starts = new List<OpenSession>();
        var stream = new SessionStream(team, Parameters, 1, Enumerable.Range(0, team.Developers.Length), Of(team, [cause]));
        stream.Begin(From);
        while (stream.TryNext(To + Hour, out var session, out var happened))
            if (happened is SessionStarted { Offset: 0 }) starts.Add(session);

        var (added, usual) = (starts.Where(session => session.Address.Cause != 0).ToList(), starts.Where(session => session.Address.Cause == 0).ToList());
        Assert.All(added, session => Assert.True(cause.Holds(session.Address.Start)));
        // Given the paths, both are Poisson processes, and the intensity of what is added is a multiple of the other that grows over the onset. So each usual start stands for as many
        // as that multiple at its instant, and the difference has the variance of both sums.
        for (var hour = From; hour < To; hour += Hour)
        {
            var expected = usual.Where(IsWithin).Select(session => cause.At(session.Address.Start).MoreStarts).ToList();
            var found = added.Count(IsWithin);
            Assert.True(expected.Count > 50);
            Expect.Within($"starts in hour {(hour - From) / Hour}", found, expected.Sum(), 5 * Math.Sqrt(found + expected.Sum(times => times * times)));

            bool IsWithin(OpenSession session) => session.Address.Start >= hour && session.Address.Start < hour + Hour;
        }
    }

    [Fact]
    public void A_surge_that_builds_up_within_a_cell_adds_starts_in_proportion()
    {
        var team = TeamRun.TeamOf(Enumerable.Range(1, 2000));
        var stream = new SessionStream(team, Parameters, 1, Enumerable.Range(0, team.Developers.Length), Of(team, [CauseOf("session_surge", 100, onset: TimeSpan.FromMinutes(5))]));
        stream.Begin(From);
        var within = TeamRun.EventsOf(stream, From + Cell.Milliseconds).Select(each => each.Session).Distinct().Where(session => session.Address.Cause != 0)
            .Select(session => (session.Address.Start - From) / (double)Cell.Milliseconds).ToList();
        Assert.True(within.Count > 500);
        // The density 2x on [0, 1] has the mean 2/3 and the variance 1/18.
        Expect.Mean("place in the cell", within, 2 / 3.0, 1 / 18.0);
    }

    [Fact]
    public void Slow_models_multiply_the_duration_of_each_call_that_begins_in_the_window_up_to_the_limit()
    {
        // The calls of a session that starts in the window are the same until the cache notices that they take longer.
        var planner = Plans.Planner(Parameters with { CacheSeconds = 1e9, HasErrors = false }, 1);
        var causes = new SessionCauses(Of(Developers, [CauseOf("slow_models", 5)]), Developers.Developers[0]);
        for (var i = 0; i < 200; i++)
        {
            var (before, after) = (planner.Plan(Plans.KeyOf(1, i), From), planner.Plan(Plans.KeyOf(1, i), From, causes));
            var (calls, slow) = (before.Events.OfType<ModelCalled>().ToDictionary(call => (call.Identity, call.Source)), after.Events.OfType<ModelCalled>().ToList());
            foreach (var call in slow)
            {
                if (From + call.Offset - call.Duration >= To) continue;
                var usual = calls[(call.Identity, call.Source)];
                Assert.Equal(usual.Tokens.Output, call.Tokens.Output);
                // Both are rounded to a millisecond.
                Assert.InRange(call.Duration - Math.Min(600_000, 5.0 * usual.Duration), -3, 3);
            }
        }
    }

    [Fact]
    public void Failing_calls_are_given_up_with_the_probability_that_follows()
    {
        var planner = Plans.Planner(Parameters, 1);
        var causes = new SessionCauses(Of(Developers, [CauseOf("failing_calls", .9)]), Developers.Developers[0]);
        var (first, given) = (0, 0);
        for (var i = 0; i < 4000; i++)
        {
            var happened = planner.Plan(Plans.KeyOf(2, i), From, causes).Events.First(happened => happened is ModelCalled { Source: CallSource.Main } or CallFailed { Source: CallSource.Main });
            first++;
            if (happened is CallFailed) given++;
        }

        // Eleven attempts, or one that is fatal.
        var probability = Math.Exp(11 * Math.Log(.9)) + 2e-4;
        Assert.InRange(given - first * probability, -5 * Math.Sqrt(first * probability), 5 * Math.Sqrt(first * probability));
    }

    [Fact]
    public void Larger_contexts_multiply_the_tokens_of_prompts_and_results()
    {
        var planner = Plans.Planner(Parameters with { HasErrors = false }, 1);
        var causes = new SessionCauses(Of(Developers, [CauseOf("larger_contexts", 6)]), Developers.Developers[0]);
        for (var i = 0; i < 300; i++)
        {
            var (before, after) = (planner.Plan(Plans.KeyOf(3, i), From), planner.Plan(Plans.KeyOf(3, i), From, causes));
            var (prompt, larger) = (before.Events.OfType<PromptSubmitted>().First(), after.Events.OfType<PromptSubmitted>().First());
            Assert.Equal(Math.Min(4 * SessionBounds.Tokens, 6 * prompt.Length), larger.Length);
            var (tool, other) = (before.Events.OfType<ToolCompleted>().FirstOrDefault(), after.Events.OfType<ToolCompleted>().FirstOrDefault());
            if (tool is not null && tool.Use.Identity == other!.Use.Identity && From + tool.Offset < To) Assert.Equal(Math.Min(SessionBounds.Tokens, 6 * tool.ResultTokens), other.ResultTokens);
            var (call, fuller) = (before.Events.OfType<ModelCalled>().First(call => call.Source == CallSource.Main), after.Events.OfType<ModelCalled>().First(call => call.Source == CallSource.Main));
            Assert.Equal(call.Tokens.Context + (larger.Length - prompt.Length) / 4, fuller.Tokens.Context);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void A_runaway_agent_is_one_session_of_one_developer_that_launches_subagents_until_the_end(int agents)
    {
        var chosen = new HashSet<int>();
        for (ulong seed = 1; seed <= 12; seed++)
        {
            var cause = CauseOf("runaway_agent", agents, "{developer=~\"dev-[1-4]\"}");
            var stream = new SessionStream(Developers, Parameters, seed, Enumerable.Range(0, Developers.Developers.Length), Of(Developers, [cause]));
            stream.Begin(From - Hour);
            var session = Assert.Single(TeamRun.EventsOf(stream, To + Hour).Select(each => each.Session).Where(session => session.Address.Cause != 0).Distinct());
            chosen.Add(session.Address.Developer);
            Assert.Equal(From, session.Address.Start);
            var events = session.Plan!.Events;
            var main = events.Where(happened => happened is ModelCalled { Source: CallSource.Main }).ToList();
            if (events.Any(happened => happened is CallFailed { Source: CallSource.Main })) continue;
            Assert.Single(events.OfType<TextWritten>());
            Assert.True(From + main[^1].Offset >= To);
            Assert.True(From + main[^2].Offset < To);
            // Each call but the last launches all of them, and waits.
            var tools = events.OfType<ToolCompleted>().Where(tool => tool.Use.Tool.StartsSubagent).ToList();
            Assert.Equal((main.Count - 1) * agents, tools.Count);
            Assert.True(main.Count > 10);
            Assert.True(events.OfType<ModelCalled>().Count(call => call.Source == CallSource.Subagent) >= tools.Count / 2);
        }

        Assert.InRange(chosen.Count, 2, 4);
        Assert.All(chosen, developer => Assert.InRange(developer, 0, 3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_cost_of_each_call_is_its_tokens_times_the_prices_that_held(int seed)
    {
        Cause[] causes = [CauseOf("price_change", 3, "{model=~\".*(opus|haiku).*\"}"), CauseOf("price_change", .35, "{developer=\"dev-2\"}"), CauseOf("larger_contexts", 4)];
        var stream = new SessionStream(Developers, Parameters, (ulong)seed, Enumerable.Range(0, Developers.Developers.Length), Of(Developers, causes));
        stream.Begin(Plans.Monday);
        var changed = 0;
        foreach (var (session, happened) in TeamRun.EventsOf(stream, To + 24 * Hour))
        {
            if (happened is not ModelCalled call) continue;
            var instant = session.Address.Start + call.Offset;
            var factor = 1.0;
            if (instant is >= From and < To && call.Model.Role != ModelRole.Sonnet) factor *= 3;
            if (instant is >= From and < To && session.Developer.Name == "dev-2") factor *= .35;
            if (factor != 1) changed++;
            var usual = call.Model.Prices[0].Prices;
            var prices = new TokenPrices(Times(usual.Input), Times(usual.CacheWrite), Times(usual.CacheWriteHour), Times(usual.CacheRead), Times(usual.Output));
            Assert.Equal(prices.CostOf(call.Tokens), call.Cost);

            long Times(long price) => (long)Math.Floor(price * factor + .5);
        }

        Assert.True(changed > 100);
    }
}
