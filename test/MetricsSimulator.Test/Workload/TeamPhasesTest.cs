using System.Collections.Immutable;
using MetricsSimulator.Events;
using MetricsSimulator.Model;
using MetricsSimulator.Sessions;
using MetricsSimulator.Simulation;
using MetricsSimulator.Sources;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Sessions;
using MetricsSimulator.Test.Statistics;
using MetricsSimulator.Workload;
using Microsoft.Extensions.Time.Testing;

namespace MetricsSimulator.Test.Workload;

/// <summary>What the phases of a scenario change in the work of a team.</summary>
[Trait("takes", "seconds")]
public sealed class TeamPhasesTest
{
    private const long Hour = 3_600_000;

    // Monday at noon, in the middle of work.
    private static readonly DateTimeOffset Noon = TeamRun.Start.AddHours(12);
    private static readonly Team Six = TeamRun.TeamOf(Enumerable.Range(0, 6)) with { SessionsPerHour = 6 };
    private static readonly TelemetryOptions Telemetry = new() { ExpireAfter = null };
    private static readonly WorkloadDefinition Plain = new(Six, new SessionParameters(), Telemetry);

    private static readonly WorkloadDefinition Other = Plain with
    {
        Parameters = Plain.Parameters with { Preset = WorkloadPreset.PowerUsers, Steps = new(9, 1), Models = Prices.Dearer },
        SessionsFactor = 2,
    };

    [Fact]
    public void Those_who_have_joined_work_and_the_others_do_not()
    {
        int[] joined = [1, 3, 6];
        // A developer may be away for some days.
        var phase = TimeSpan.FromDays(5);
        var model = Model(TimeSpan.FromMinutes(10), phase, [.. joined.Select(count => Plain with { Team = Six with { SessionsPerHour = 1 }, Joined = count })]);
        var seen = Enumerable.Range(0, 3).Select(_ => new HashSet<string>(StringComparer.Ordinal)).ToList();
        foreach (var happened in EventsOf(model, 15 * 24)) seen[(int)((happened.Instant - Noon) / phase)].Add(Who(happened));
        for (var i = 0; i < joined.Length; i++) Assert.Equal(Enumerable.Range(0, joined[i]).Select(number => $"dev-{number}@example.com"), seen[i].Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Those_who_join_later_change_nothing_for_the_others()
    {
        var growing = EventsOf(Model(Plain with { Joined = 2 }, Plain with { Joined = 6 }), 10);
        var together = EventsOf(Model(Plain), 10).Where(happened => Who(happened) is "dev-0@example.com" or "dev-1@example.com");
        Assert.Equal(together, growing.Where(happened => Who(happened) is "dev-0@example.com" or "dev-1@example.com"));
        Assert.Contains(growing, happened => Who(happened) is "dev-5@example.com");
    }

    [Fact]
    public void Whoever_joins_begins_the_sessions_that_the_whole_team_would_have_begun_then()
    {
        var border = Plans.Monday + 17 * Hour;
        var growing = StartsOf(Model(Plain with { Joined = 2 }, Plain with { Joined = 6 }), 10);
        var together = StartsOf(Model(Plain), 10).Where(start => start.Developer < 2 || start.Start >= border);
        Assert.Equal(together, growing);
    }

    [Fact]
    public void A_session_follows_the_phase_in_which_it_starts_and_a_call_the_prices_of_the_phase_in_which_it_ends()
    {
        var border = Plans.Monday + 14 * Hour;
        var dearer = Plain with { Parameters = Plain.Parameters with { Prompts = 9, Models = Prices.Dearer } };
        var events = TeamRun.EventsOf(StreamOf(Model(TimeSpan.FromMinutes(1), TimeSpan.FromHours(2), Plain, dearer)), border + 5 * Hour);
        var planners = new[] { Plain, dearer }.Select(phase => new SessionPlanner(phase.Parameters, Draws.OfRun, new ServiceBursts(1, Draws.OfRun))).ToArray();
        var (early, late, across) = (0, 0, 0);
        foreach (var session in events.Select(each => each.Session).Distinct())
        {
            var isLate = session.Address.Start >= border;
            var expected = planners[isLate ? 1 : 0].Plan(session.Plan!.Traits.Key, session.Address.Start).Events;
            Assert.Equal(expected.Select(WithoutCost), session.Plan.Events.Select(WithoutCost));
            foreach (var call in session.Plan.Events.OfType<ModelCalled>())
            {
                var isDear = session.Address.Start + call.Offset >= border;
                Assert.Equal((isDear ? Prices.Dearer : LanguageModels.Default).At(call.Model.Role, 0).Prices[0].Prices.CostOf(call.Tokens), call.Cost);
                if (isDear && !isLate) across++;
            }

            if (isLate) late++;
            else early++;
        }

        Assert.True(early > 20 && late > 20 && across > 20, $"{early} before, {late} after, {across} calls across");

        static SessionEvent WithoutCost(SessionEvent happened) => happened is ModelCalled call ? call with { Cost = 0, Model = LanguageModels.Default.At(call.Model.Role, 0) } : happened;
    }

    [Fact]
    public void Metrics_are_the_sums_of_the_events_of_the_phases()
    {
        var model = Model(Plain with { Joined = 3 }, Other, Plain);
        var (simulator, requests) = (new Simulator(model), EventsOf(model, 15).Where(happened => happened.Name == "claude_code.api_request").ToList());
        simulator.AdvanceTo(model.Timeline.TicksIn(TimeSpan.FromHours(15)));
        var totals = TeamRun.Totals(simulator, [("claude_code_token_usage_tokens_total", 1, ["type"]), ("claude_code_cost_usage_USD_total", TokenPrices.UnitsPerDollar, [])]);
        Assert.Equal(requests.Sum(request => (long)Value(request, "output_tokens")), totals["claude_code_token_usage_tokens_total(output)"]);
        Assert.Equal(TeamRun.EventsOf(StreamOf(model), Plans.Monday + 27 * Hour).Sum(each => each.Happened is ModelCalled call ? call.Cost : 0), totals["claude_code_cost_usage_USD_total()"]);
    }

    [Fact]
    public void Sessions_start_as_often_as_the_factor_says_and_a_larger_factor_leaves_those_that_start()
    {
        var day = Plain with { Team = TeamRun.TeamOf(Enumerable.Range(0, 60)) with { SessionsPerHour = 2 } };
        var (once, twice) = (StartsOf(Model(day), 24), StartsOf(Model(day with { SessionsFactor = 2 }), 24));
        Assert.Empty(once.Except(twice));
        // Both are Poisson numbers, and those of the smaller factor are among the others.
        Expect.Within("twice as many sessions", twice.Count / (double)once.Count, 2, 5 * Math.Sqrt(6.0 / once.Count));
        Assert.Empty(StartsOf(Model(Plain with { SessionsFactor = 0 }, Plain), 10).Where(start => start.Start < Plans.Monday + 17 * Hour));
    }

    [Fact]
    public void The_update_interval_changes_no_event_when_phases_begin_at_its_ticks()
    {
        WorkloadDefinition[] phases = [Plain with { Joined = 2 }, Other, Plain];
        var expected = EventsOf(Model(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(27), phases), 2);
        foreach (var seconds in (int[])[1, 60]) Assert.Equal(expected, EventsOf(Model(TimeSpan.FromSeconds(seconds), TimeSpan.FromMinutes(27), phases), 2));
        Assert.NotEmpty(expected);
    }

    [Fact]
    public void Live_history_checkpoint_reload_and_shards_are_the_same_across_phases()
    {
        var model = Model(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(63), Plain with { Joined = 2 }, Other, Plain with { Joined = 5 });
        var clock = new FakeTimeProvider(Noon);
        using var live = new LiveSimulator(model, clock);
        live.Start();
        var history = new Simulator(model);
        var again = new Simulator(model, journal: [new ModelChange.Reloaded(30, model), new ModelChange.Reloaded(63, model), new ModelChange.Reloaded(100, model)]);
        var shards = Enumerable.Range(0, 3).Select(i => new Simulator(model.ForShard(new Shard(i, 3)))).ToList();
        List<Simulator> others = [again];
        Simulator? begun = null;
        for (var tick = 1; tick <= 200; tick++)
        {
            clock.Advance(model.Timeline.UpdateInterval);
            if (tick % 9 > 1 && tick is not (62 or 63 or 64)) continue;
            var expected = TeamRun.Rows(history, tick);
            if (tick % 31 == 1 || tick is 62 or 63) begun = new Simulator(model, from: (tick % 2 == 0 ? history : others[^1]).Keep());
            using var snapshot = live.Acquire();
            Assert.Equal(expected, TeamRun.Rows(snapshot));
            foreach (var other in others) Assert.Equal(expected, TeamRun.Rows(other, tick));
            if (begun is not null) others.Add(begun);
            begun = null;
            Assert.Equal(expected, new SortedDictionary<string, string>(shards.SelectMany(shard => TeamRun.Rows(shard, tick)).ToDictionary(), StringComparer.Ordinal));
        }

        Assert.NotEmpty(TeamRun.Rows(history, 200));
    }

    [Fact]
    public void Sessions_that_have_begun_go_on_when_another_scenario_is_played()
    {
        const int Tick = 150;
        var (before, after) = (Model(Plain), Model(Other, Plain with { Joined = 1 }));
        var events = new List<SimulatedEvent>();
        new Simulator(before, journal: [new ModelChange.Switched(Tick, after)], deliver: batch => events.AddRange(batch.Events)).AdvanceTo(900);

        // The other scenario begins at the switch, which is not at the border of a cell.
        var border = Noon.AddMinutes(Tick).ToUnixTimeMilliseconds();
        var stream = new SessionStream(Six, instant => instant < border ? PhaseOf(Plain) : instant < border + 5 * Hour ? PhaseOf(Other) : new TeamPhase(Plain.Parameters, 1), 1, Enumerable.Range(0, 6));
        stream.Begin(Noon.ToUnixTimeMilliseconds());
        var writer = new EventWriter(1, Six, Telemetry);
        var expected = ImmutableArray.CreateBuilder<SimulatedEvent>();
        while (stream.TryNext(Noon.AddMinutes(900).ToUnixTimeMilliseconds(), out var session, out _)) writer.Write(session, session.Passed - 1, expected);
        Assert.Equal(expected.OrderBy(happened => happened.Instant), events);
    }

    [Fact]
    public void A_phase_may_not_change_the_team_or_the_telemetry_and_has_no_source_that_the_model_lacks()
    {
        var timeline = new Timeline(Noon, TimeSpan.FromMinutes(1));
        var scenario = Scenario(TimeSpan.FromHours(1), Plain with { Joined = 2 });
        foreach (var other in (ImmutableArray<SourceDefinition>[])[[], [Plain with { Team = TeamRun.TeamOf(1, 2) }], [Plain with { Telemetry = new TelemetryOptions() }]])
            Assert.Throws<ArgumentException>(() => new SimulationModel(1, timeline, [], scenario, other));
        Assert.Equal(scenario, new SimulationModel(1, timeline, [], scenario, [Plain]).WithoutAnomalies().Scenario);
    }

    private static SimulationModel Model(params WorkloadDefinition[] phases) => Model(TimeSpan.FromMinutes(1), TimeSpan.FromHours(5), phases);

    private static SimulationModel Model(TimeSpan interval, TimeSpan duration, params WorkloadDefinition[] phases) =>
        new(1, new Timeline(Noon, interval), [], Scenario(duration, phases), [phases[0] with { Joined = null, SessionsFactor = 1 }]);

    private static Scenario Scenario(TimeSpan duration, params WorkloadDefinition[] phases) =>
        new("s", [.. phases.Select((phase, i) => new Phase($"{i}", duration) { Sources = [phase] })], repeats: false);

    private static TeamPhase PhaseOf(WorkloadDefinition workload) => new(workload.Parameters, workload.Joined ?? int.MaxValue, workload.SessionsFactor);

    private static SessionStream StreamOf(SimulationModel model)
    {
        var workload = (WorkloadDefinition)model.Sources[0];
        var (phases, start) = (model.Scenario.Phases, model.Timeline.Start.ToUnixTimeMilliseconds());
        var stream = new SessionStream(
            workload.Team, instant => PhaseOf((WorkloadDefinition)phases[(int)Math.Clamp((instant - start) / (long)phases[0].Duration.TotalMilliseconds, 0, phases.Length - 1)].Sources[0]),
            model.Seed, Enumerable.Range(0, workload.Team.Developers.Length));
        stream.Begin(start);
        return stream;
    }

    private static List<(int Developer, long Start)> StartsOf(SimulationModel model, int hours)
    {
        var (start, stream) = (model.Timeline.Start.ToUnixTimeMilliseconds(), StreamOf(model));
        return [.. TeamRun.EventsOf(stream, start + hours * Hour).Where(each => each.Happened is SessionStarted { StartType: not ("resume" or "continue") } && each.Session.Address.Start >= start)
            .Select(each => (each.Session.Address.Developer, each.Session.Address.Start))];
    }

    private static List<SimulatedEvent> EventsOf(SimulationModel model, int hours)
    {
        var events = new List<SimulatedEvent>();
        new Simulator(model, deliver: batch => events.AddRange(batch.Events)).AdvanceTo(model.Timeline.TicksIn(TimeSpan.FromHours(hours)));
        return events;
    }

    private static string Who(SimulatedEvent happened) => (string)Value(happened, "user.email");

    private static object Value(SimulatedEvent happened, string attribute) => happened.Attributes.Single(each => each.Name == attribute).Value;
}
