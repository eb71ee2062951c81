using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Sessions;
using MetricsSimulator.Simulation;
using MetricsSimulator.Sources;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Sessions;
using MetricsSimulator.Workload;
using static MetricsSimulator.Test.Workload.Disturbing;

namespace MetricsSimulator.Test.Workload;

/// <summary>Anomalies of a workload act on sessions. What they do not touch stays the same, and what they touch is told.</summary>
[Trait("takes", "seconds")]
public sealed class CausesTest
{
    private const int Days = 3;

    public static TheoryData<string, double> Kinds { get; } = new()
    {
        { "session_surge", 4 }, { "failing_calls", .8 }, { "slow_models", 5 }, { "slow_models", .2 }, { "larger_contexts", 6 }, { "larger_contexts", .1 }, { "price_change", 3 },
        { "price_change", 0 }, { "runaway_agent", 3 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sessions_that_are_not_named_are_the_same_event_for_event_and_the_others_within_their_span(string kind, double magnitude)
    {
        var cause = CauseOf(kind, magnitude);
        var (clean, _) = Run();
        var (disturbed, effects) = Run(cause);

        Assert.NotEmpty(effects);
        Assert.True(effects.Count < disturbed.Count);
        foreach (var key in clean.Keys.Union(disturbed.Keys))
        {
            var (before, after) = (clean.GetValueOrDefault(key) ?? [], disturbed.GetValueOrDefault(key) ?? []);
            if (!effects.TryGetValue(key, out var span))
            {
                Assert.Equal(before, after);
                continue;
            }

            Assert.Equal(Outside(before, span), Outside(after, span));
            foreach (var instant in (long[])[span.First, span.Last]) Assert.NotEqual(At(before, instant), At(after, instant));
            Assert.True(span.First >= From);
        }
    }

    [Fact]
    public void Of_overlapping_causes_each_names_what_differs_without_it()
    {
        Cause[] causes = [CauseOf("slow_models", 3), CauseOf("price_change", 2, "{developer=~\"dev-(1|2|3|4|5|6|7|8|9)\"}"), CauseOf("session_surge", 3)];
        foreach (var cause in causes)
        {
            var (without, _) = Run([.. causes.Where(other => other != cause)]);
            var (with, effects) = Run(causes, cause);
            Assert.NotEmpty(effects);
            foreach (var (key, events) in with)
            {
                var before = without.GetValueOrDefault(key) ?? [];
                if (!effects.TryGetValue(key, out var span)) Assert.Equal(before, events);
                else Assert.Equal(Outside(before, span), Outside(events, span));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Outside_the_spans_of_all_causes_a_session_is_that_of_the_clean_run(int seed)
    {
        // Causes that hide each other: the same one twice, one that makes others irrelevant, and some that only act together.
        var random = new Random(seed);
        string[] kinds = ["failing_calls", "failing_calls", "slow_models", "slow_models", "larger_contexts", "price_change", "price_change", "session_surge"];
        var causes = kinds.Select((kind, i) => Numbered(i, random.Next(24, 48), random.Next(1, 6), kind, kind == "failing_calls" ? 1 : kind == "slow_models" ? 900 : kind == "price_change" ? 2 : 5)).ToArray();
        causes[1] = new Cause("1", causes[0].Anomaly with { Id = "1" });
        causes[3] = new Cause("3", causes[2].Anomaly with { Id = "3" });
        causes[6] = Numbered(6, (causes[5].Start - Plans.Monday) / Hour, 1, "price_change", .5);
        var (clean, _) = Run();
        var spans = new Dictionary<SessionAddress, List<(long First, long Last)>>();
        Dictionary<SessionAddress, List<(long Instant, SessionEvent Happened)>> disturbed = [];
        foreach (var cause in causes)
        {
            (disturbed, var effects) = Run(causes, cause);
            foreach (var (key, span) in effects)
            {
                if (!spans.TryGetValue(key, out var known)) spans.Add(key, known = []);
                known.Add(span);
            }
        }

        Assert.True(spans.Count > 20);
        foreach (var (key, events) in disturbed)
        {
            var before = clean.GetValueOrDefault(key) ?? [];
            var of = spans.GetValueOrDefault(key) ?? [];
            Assert.Equal(before.Where(IsOutside), events.Where(IsOutside));

            bool IsOutside((long Instant, SessionEvent Happened) each) => of.TrueForAll(span => each.Instant < span.First || each.Instant > span.Last);
        }

        static Cause Numbered(int number, long hour, long hours, string kind, double magnitude)
        {
            var start = DateTimeOffset.FromUnixTimeMilliseconds(Plans.Monday + hour * Hour);
            var definition = new AnomalyDefinition(AnomalyKinds.Find(kind)!, null, TimeSpan.FromHours(hours), magnitude: magnitude);
            return new Cause($"{number}", new Anomaly($"{number}", definition, 0, 1, start, start.AddHours(hours)));
        }
    }

    [Fact]
    public void Matchers_select_the_developers_and_the_models()
    {
        var (clean, _) = Run();
        var (disturbed, effects) = Run(CauseOf("price_change", 2, "{developer=~\"dev-1.\",model=~\".*sonnet.*\"}"));
        Assert.NotEmpty(effects);
        Assert.All(effects.Keys, key => Assert.InRange(key.Developer, 9, 18));
        foreach (var (key, events) in disturbed)
        {
            foreach (var (before, after) in clean[key].Zip(events))
            {
                if (before.Happened is not ModelCalled call) continue;
                var isDearer = effects.ContainsKey(key) && call.Model.Role == ModelRole.Sonnet && before.Instant is >= From and < To;
                Assert.Equal(isDearer ? 2 * call.Cost : call.Cost, ((ModelCalled)after.Happened).Cost);
            }
        }
    }

    [Fact]
    public void A_run_names_what_its_anomalies_touch_also_when_they_are_injected_and_ended()
    {
        var injected = new AnomalyDefinition(AnomalyKinds.Find("price_change")!, null, TimeSpan.FromHours(12), magnitude: 2);
        ModelChange[] journal = [new ModelChange.Injected(214, "i1", injected), new ModelChange.Ended(216, "i1")];
        var model = TeamRun.Model(Developers, Parameters, new TelemetryOptions { ExpireAfter = null });
        var (clean, disturbed) = (new Dictionary<string, List<SimulatedEvent>>(), new Dictionary<string, List<SimulatedEvent>>());
        var (effects, planned) = (new Dictionary<string, SessionEffects>(), new HashSet<string>());
        new Simulator(model, deliver: batch => Collect(batch, clean)).AdvanceTo(Days * 144);
        new Simulator(model, journal: journal, deliver: batch =>
        {
            Collect(batch, disturbed);
            foreach (var session in batch.FindEffects())
            {
                if (!session.Effects.IsEmpty) planned.Add(session.Session);
                effects[session.Session] = session;
            }
        }).AdvanceTo(Days * 144);

        Assert.Contains(effects.Values, session => !session.Effects.IsEmpty);
        // Calls after the end were to cost more when the anomaly was injected.
        Assert.Contains(planned, session => effects[session].Effects.IsEmpty);
        foreach (var (session, events) in clean)
        {
            var other = disturbed[session];
            var differing = events.Zip(other).Where(pair => pair.First != pair.Second).Select(pair => pair.First.Instant).ToList();
            var effect = effects.GetValueOrDefault(session)?.Effects.SingleOrDefault();
            Assert.Equal((effect?.First, effect?.Last), differing.Count == 0 ? (null, null) : (differing[0], differing[^1]));
            if (effect is not null) Assert.Equal((string)events[0].Attributes.Single(attribute => attribute.Name == "user.email").Value, $"{effects[session].Developer}@example.com");
        }

    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_session_that_ends_because_its_developer_leaves_differs_until_then(bool hasTeam, bool isSwitched)
    {
        // Wednesday noon. All calls of five hours cost more, and half of the team, or all of it, leaves meanwhile.
        var planned = new AnomalyDefinition(AnomalyKinds.Find("price_change")!, null, TimeSpan.FromHours(5), magnitude: 2, timing: AnomalyTiming.At(TimeSpan.FromHours(60)));
        var without = TeamRun.Model(Developers, Parameters, new TelemetryOptions());
        var model = new SimulationModel(1, without.Timeline, [], new Scenario("dear", [new Phase("", TimeSpan.MaxValue)], repeats: false, [planned]), without.Sources);
        var after = TeamRun.Model(TeamRun.TeamOf(Enumerable.Range(1, 20)), Parameters, new TelemetryOptions());
        ImmutableArray<SourceDefinition> sources = hasTeam ? after.Sources : [];
        ModelChange[] journal =
        [
            new ModelChange.Reloaded(370, new SimulationModel(1, after.Timeline, [], hasTeam ? model.Scenario : null, sources)),
            .. isSwitched ? [new ModelChange.Switched(380, new SimulationModel(1, after.Timeline, [], null, sources))] : Array.Empty<ModelChange>(),
        ];
        var (clean, disturbed, effects) = (new Dictionary<string, List<SimulatedEvent>>(), new Dictionary<string, List<SimulatedEvent>>(), new Dictionary<string, SessionEffects>());
        new Simulator(without, journal: [.. journal.Select(change => change is ModelChange.Reloaded ? new ModelChange.Reloaded(370, new SimulationModel(1, after.Timeline, [], null, sources)) : change)],
            deliver: batch => Collect(batch, clean)).AdvanceTo(500);
        new Simulator(model, journal: journal, deliver: batch =>
        {
            Collect(batch, disturbed);
            foreach (var session in batch.FindEffects()) effects[session.Session] = session;
        }).AdvanceTo(500);

        var left = 0;
        foreach (var (session, events) in clean)
        {
            var differing = events.Zip(disturbed[session]).Where(pair => pair.First != pair.Second).Select(pair => pair.First.Instant).ToList();
            var effect = effects.GetValueOrDefault(session)?.Effects.SingleOrDefault();
            Assert.Equal((effect?.First, effect?.Last), differing.Count == 0 ? (null, null) : (differing[0], differing[^1]));
            if (effect?.Last < model.Timeline.InstantOf(370) && events[^1].Instant > model.Timeline.InstantOf(369)) left++;
        }

        Assert.True(left > 0);
    }

    [Fact]
    public void An_anomaly_whose_scenario_ends_before_it_begins_touches_nothing()
    {
        // Wednesday noon, and the scenario is switched ten minutes before.
        var planned = new AnomalyDefinition(AnomalyKinds.Find("larger_contexts")!, null, TimeSpan.FromHours(24), magnitude: 5, timing: AnomalyTiming.At(TimeSpan.FromHours(60)));
        var without = TeamRun.Model(Developers, Parameters, new TelemetryOptions());
        var model = new SimulationModel(1, without.Timeline, [], new Scenario("large", [new Phase("", TimeSpan.MaxValue)], repeats: false, [planned]), without.Sources);
        var effects = new Dictionary<string, SessionEffects>();
        var expected = 0;
        var simulator = new Simulator(model, journal: [new ModelChange.Switched(359, without)], deliver: batch =>
        {
            foreach (var session in batch.FindEffects()) effects[session.Session] = session;
            if (batch.Tick == 358) expected = effects.Values.Count(session => !session.Effects.IsEmpty);
        });
        simulator.AdvanceTo(500);

        Assert.True(expected > 0);
        Assert.All(effects.Values, session => Assert.Empty(session.Effects));
        Assert.Null(simulator.Anomalies.Find("larger_contexts-1-360"));
    }

    private static void Collect(EventBatch batch, Dictionary<string, List<SimulatedEvent>> bySession)
    {
        foreach (var happened in batch.Events)
        {
            var session = (string)happened.Attributes.Single(attribute => attribute.Name == "session.id").Value;
            if (!bySession.TryGetValue(session, out var events)) bySession.Add(session, events = []);
            events.Add(happened);
        }
    }

    [Fact]
    public void The_events_of_a_process_count_on_when_its_session_is_planned_again()
    {
        // Sessions that are open get more events, and then fewer again.
        var injected = new AnomalyDefinition(AnomalyKinds.Find("failing_calls")!, null, TimeSpan.FromHours(12), magnitude: .9);
        ModelChange[] journal = [.. Enumerable.Range(0, 6).SelectMany(i => (ModelChange[])[new ModelChange.Injected(200 + 4 * i, $"i{i}", injected), new ModelChange.Ended(202 + 4 * i, $"i{i}")])];
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        var model = TeamRun.Model(Developers, Parameters, new TelemetryOptions());
        new Simulator(model, journal: journal, deliver: batch =>
        {
            foreach (var happened in batch.Events)
            {
                var (session, sequence) = ((string)ValueOf(happened, "session.id"), Convert.ToInt64(ValueOf(happened, "event.sequence"), null));
                if (last.TryGetValue(session, out var before) && sequence > 0) Assert.Equal(before + 1, sequence);
                last[session] = sequence;
            }
        }).AdvanceTo(300);

        static object ValueOf(SimulatedEvent happened, string name) => happened.Attributes.Single(attribute => attribute.Name == name).Value;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public void Planned_anomalies_are_the_same_at_every_update_interval(int seconds)
    {
        static AnomalyDefinition Planned(string kind, double magnitude, int minutes) =>
            new(AnomalyKinds.Find(kind)!, null, TimeSpan.FromMinutes(30), magnitude: magnitude, timing: AnomalyTiming.At(TimeSpan.FromMinutes(minutes)));
        // A random time is a whole minute.
        var random = new AnomalyDefinition(AnomalyKinds.Find("price_change")!, null, TimeSpan.FromMinutes(7), timing: AnomalyTiming.PerDay(200));
        var scenario = new Scenario("all", [new Phase("", TimeSpan.MaxValue)], repeats: false,
            [random, Planned("session_surge", 20, 5), Planned("slow_models", 3, 7), Planned("runaway_agent", 2, 11), Planned("failing_calls", .5, 13), Planned("larger_contexts", 9, 20)]);
        // Wednesday at noon.
        var model = TeamRun.Model(Developers, Parameters, new TelemetryOptions { ExpireAfter = null }, 3, TimeSpan.FromSeconds(10), TeamRun.Start.AddHours(60));
        var tens = new Simulator(new SimulationModel(3, model.Timeline, [], scenario, model.Sources));
        var others = new Simulator(new SimulationModel(3, new Timeline(model.Timeline.Start, TimeSpan.FromSeconds(seconds)), [], scenario, model.Sources));
        for (var minute = 10; minute <= 60; minute += 10) Assert.Equal(TeamRun.Rows(tens, minute * 6), TeamRun.Rows(others, minute * 60 / seconds));
        Assert.NotEqual(TeamRun.Rows(new Simulator(model), 360), TeamRun.Rows(tens, 360));
    }

    [Theory]
    [InlineData("session_surge", "{model=\"claude-opus-5\"}", "session_surge does not depend on the model: select developers")]
    [InlineData("slow_models", "{model=\"gpt\"}", "matches no model of the workload: they are claude-opus-5, claude-sonnet-5, claude-haiku-4-5-20251001, got '{model=\"gpt\"}'")]
    [InlineData("slow_models", "{team=\"a\"}", "must use labels of the workload, which are developer, email, model, got 'team'")]
    [InlineData("slow_models", "{developer=\"nobody\",model=~\".*\"}", "matches no developer of the workload, got '{developer=\"nobody\"}'")]
    [InlineData("slow_models", "{team=\"\"}", null)]
    public void Matchers_that_select_nothing_break_a_rule(string kind, string matchers, string? violation)
    {
        Assert.True(LabelMatchers.TryParse(matchers, out var parsed, out _));
        var definition = new AnomalyDefinition(AnomalyKinds.Find(kind)!, null, TimeSpan.FromHours(1), parsed);
        SourceDefinition[] sources = [new WorkloadDefinition(Developers, Parameters, new TelemetryOptions())];
        Assert.Equal(violation, definition.ViolationWith([], [.. sources])?.Violation);
    }

    private static (Dictionary<SessionAddress, List<(long Instant, SessionEvent Happened)>> Sessions, Dictionary<SessionAddress, (long First, long Last)> Effects) Run(params Cause[] causes) =>
        Run(causes, causes.FirstOrDefault());

    /// <summary>The events of some days by session, and what one cause is said to change.</summary>
    private static (Dictionary<SessionAddress, List<(long Instant, SessionEvent Happened)>> Sessions, Dictionary<SessionAddress, (long First, long Last)> Effects) Run(Cause[] causes, Cause? judged)
    {
        var stream = new SessionStream(Developers, Parameters, 1, Enumerable.Range(0, Developers.Developers.Length), causes.Length == 0 ? null : Of(Developers, causes));
        stream.Begin(Plans.Monday);
        var sessions = new Dictionary<SessionAddress, List<(long, SessionEvent)>>();
        // To the end of every session that began.
        var known = new HashSet<OpenSession>(ReferenceEqualityComparer.Instance);
        TeamRun.EventsOf(stream, Plans.Monday + Days * 24 * Hour).ForEach(each => known.Add(each.Session));
        foreach (var session in known) sessions.Add(session.Address, [.. session.Plan!.Events.Select(happened => (session.Address.Start + happened.Offset, happened))]);
        var effects = new Dictionary<SessionAddress, (long, long)>();
        foreach (var session in known)
            foreach (var (cause, differing) in stream.EffectsOn(session))
                if (cause == judged) effects.Add(session.Address, differing);
        return (sessions, effects);
    }

    private static List<(long Instant, SessionEvent Happened)> Outside(List<(long Instant, SessionEvent Happened)> events, (long First, long Last) span) =>
        [.. events.Where(each => each.Instant < span.First || each.Instant > span.Last)];

    private static List<SessionEvent> At(List<(long Instant, SessionEvent Happened)> events, long instant) => [.. events.Where(each => each.Instant == instant).Select(each => each.Happened)];
}
