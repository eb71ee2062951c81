using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Events;
using MetricsSimulator.Model;
using MetricsSimulator.Sessions;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Statistics;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Test.Workload;

/// <summary>The built-in scenarios of a team.</summary>
[Trait("takes", "seconds")]
public sealed class TeamScenariosTest
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_cost_of_a_week_of_model_migration_is_its_tokens_times_the_prices_that_held(ulong seed)
    {
        var model = Model("model_migration", "developers: 10, telemetry: {expire_after: never}", seed);
        var simulator = new Simulator(model);
        simulator.AdvanceTo(model.Timeline.TicksIn(TimeSpan.FromDays(7)));
        var events = EventsOf(model, 7);
        decimal cost = 0;
        foreach (var request in events.Where(happened => happened.Name == "claude_code.api_request"))
        {
            var name = (string)Value(request, "model");
            var price = name.StartsWith("claude-opus", StringComparison.Ordinal) ? 5m : name.StartsWith("claude-haiku", StringComparison.Ordinal) ? 1m : request.Instant < Start.AddDays(3) ? 2m : 1.6m;
            cost += price / 1_000_000 * (Tokens(request, "input_tokens") + 1.25m * Tokens(request, "cache_creation_tokens") + 0.1m * Tokens(request, "cache_read_tokens") + 5 * Tokens(request, "output_tokens"));
        }

        var shown = TeamRun.Totals(simulator, [("claude_code_cost_usage_USD_total", TokenPrices.UnitsPerDollar, [])])["claude_code_cost_usage_USD_total()"];
        Assert.Equal((decimal)shown / TokenPrices.UnitsPerDollar, cost);
    }

    [Fact]
    public void The_team_moves_from_Opus_to_Sonnet()
    {
        var model = Model("model_migration", "developers: 120", 5);
        var phases = model.Scenario.Phases.Select(phase => (WorkloadDefinition)phase.Sources[0]).ToArray();
        var ends = new[] { 3, 5, 7 };
        var stream = new SessionStream(phases[0].Team, instant => new TeamPhase(phases[PhaseAt(instant)].Parameters), 5, Enumerable.Range(0, 120));
        stream.Begin(Start.ToUnixTimeMilliseconds());
        var sessions = TeamRun.EventsOf(stream, Start.AddDays(7).ToUnixTimeMilliseconds()).Select(each => each.Session).Distinct().Where(session => session.Address.Start >= Start.ToUnixTimeMilliseconds());
        foreach (var group in sessions.GroupBy(session => (Phase: PhaseAt(session.Address.Start), session.Plan!.Traits.IsDelegated)))
        {
            double[] expected = group.Key.IsDelegated ? [.6, .3, .05] : [.9, .5, .1];
            Expect.Share($"Opus in {group.Key}", group.Count(session => session.Plan!.Traits.Model.Role == ModelRole.Opus) / (double)group.Count(), expected[group.Key.Phase], group.Count());
        }

        int PhaseAt(long instant) => Array.FindIndex(ends, end => instant < Start.AddDays(end).ToUnixTimeMilliseconds()) is >= 0 and var phase ? phase : 2;
    }

    [Fact]
    public void Onboarding_begins_with_a_fifth_of_the_team_and_ends_with_all()
    {
        var events = EventsOf(Model("onboarding", "developers: 7", 1), 21);
        var seen = Enumerable.Range(0, 3).Select(week => events.Where(happened => (int)((happened.Instant - Start) / TimeSpan.FromDays(7)) == week).Select(happened => (string)Value(happened, "user.email")).Distinct().Order(StringComparer.Ordinal));
        int[] joined = [2, 4, 7];
        foreach (var (who, count) in seen.Zip(joined)) Assert.Equal(Enumerable.Range(1, count).Select(number => $"dev-0{number}@example.com"), who);
    }

    [Fact]
    public void A_plain_week_is_what_the_configuration_says() =>
        Assert.Equal(EventsOf(ConfigurationOf("developers: 5").ToModel(1, Start), 2), EventsOf(Model("team_week", "developers: 5", 1), 2));

    [Fact]
    public void A_blowout_is_one_session_a_day_that_costs_more_than_the_day_of_anybody_else()
    {
        var model = Model("budget_blowout", "developers: 25", 7);
        var effects = EffectsOf(model, 2);
        Assert.Equal(2, effects.Count);
        Assert.Equal(2, effects.Select(effect => effect.Anomaly).Distinct().Count());
        var costs = EventsOf(model, 2).Where(happened => happened.Name == "claude_code.api_request" && happened.Instant < Start.AddHours(12))
            .GroupBy(happened => (string)Value(happened, "session.id")).ToDictionary(session => session.Key, session => session.Sum(request => (double)Value(request, "cost_usd")));
        var night = effects.OrderBy(effect => effect.First).First();
        Assert.Equal(Start.AddHours(1), night.First);
        Assert.InRange(night.Last, Start.AddHours(11), Start.AddHours(14));
        Assert.Equal(costs.MaxBy(session => session.Value).Key, night.Session);
        Assert.True(costs[night.Session] > 100);
    }

    [Fact]
    public void An_incident_of_the_API_makes_calls_slow_and_fail_and_costs_nothing_more()
    {
        var model = Model("api_incident", "developers: 200, hours: {from: 0, to: 24}", 7);
        var (disturbed, clean) = (EventsOf(model, 0.25), EventsOf(model.WithoutAnomalies(), 0.25));
        Assert.True(Count(disturbed, "claude_code.api_retries_exhausted", 20, 45) > 10);
        Assert.Equal(0, Count(clean, "claude_code.api_retries_exhausted", 20, 45));
        Assert.True(Median(disturbed, 35, 55) > 3 * Median(clean, 35, 55));
        Assert.InRange(Median(disturbed, 0, 10), .99 * Median(clean, 0, 10), 1.01 * Median(clean, 0, 10));

        static int Count(List<SimulatedEvent> events, string name, int from, int to) => events.Count(happened => happened.Name == name && happened.Instant >= Start.AddMinutes(from) && happened.Instant < Start.AddMinutes(to));

        static long Median(List<SimulatedEvent> events, int from, int to)
        {
            var durations = events.Where(happened => happened.Name == "claude_code.api_request" && happened.Instant >= Start.AddMinutes(from) && happened.Instant < Start.AddMinutes(to))
                .Select(happened => (long)Value(happened, "duration_ms")).Order().ToList();
            return durations[durations.Count / 2];
        }
    }

    [Fact]
    public void Each_kind_of_a_team_happens_once_a_day()
    {
        var model = Model("team_incidents", "developers: 120", 7);
        var planned = new AnomalySchedule(model).Between(0, model.Timeline.TicksIn(TimeSpan.FromDays(3)));
        Assert.Equal(AnomalyKinds.All.Where(kind => kind.IsOfWorkload).SelectMany(kind => Enumerable.Range(0, 3).Select(day => (kind.Name, day))).Order(),
            planned.Select(anomaly => (anomaly.Definition.Kind.Name, (anomaly.Start - Start).Days)).Order());
        var touched = EffectsOf(model, 3).Select(effect => effect.Anomaly.Split('-')[0]).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(AnomalyKinds.All.Where(kind => kind.IsOfWorkload).Select(kind => kind.Name).Order(StringComparer.Ordinal), touched.Order(StringComparer.Ordinal));
    }

    private static List<(string Anomaly, string Session, DateTimeOffset First, DateTimeOffset Last)> EffectsOf(SimulationModel model, double days)
    {
        var effects = new Dictionary<string, SessionEffects>(StringComparer.Ordinal);
        new Simulator(model, deliver: batch =>
        {
            foreach (var session in batch.FindEffects()) effects[session.Session] = session;
        }).AdvanceTo(model.Timeline.TicksIn(TimeSpan.FromDays(days)));
        return [.. effects.Values.SelectMany(session => session.Effects.Select(effect => (effect.Anomaly, session.Session, effect.First, effect.Last))).Where(effect => effect.First < model.Timeline.Start.AddDays(days))];
    }

    private static SimulatorConfiguration ConfigurationOf(string workload) => ConfigurationReader.ReadText($"simulator: {{update_interval: 1m}}\nworkload: {{{workload}}}", "test.yaml").Configuration!;

    private static SimulationModel Model(string scenario, string workload, ulong seed)
    {
        var result = ConfigurationOf(workload).ToModel(seed, Start, ScenarioReader.Find(scenario).Draft!);
        Assert.Empty(result.Errors);
        return result.Model!;
    }

    private static List<SimulatedEvent> EventsOf(SimulationModel model, double days)
    {
        var events = new List<SimulatedEvent>();
        new Simulator(model, deliver: batch => events.AddRange(batch.Events)).AdvanceTo(model.Timeline.TicksIn(TimeSpan.FromDays(days)));
        return events;
    }

    private static long Tokens(SimulatedEvent request, string attribute) => (long)Value(request, attribute);

    private static object Value(SimulatedEvent happened, string attribute) => happened.Attributes.Single(each => each.Name == attribute).Value;
}
