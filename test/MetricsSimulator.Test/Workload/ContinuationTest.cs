using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Scrapes;
using MetricsSimulator.Sessions;
using MetricsSimulator.Simulation;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace MetricsSimulator.Test.Workload;

/// <summary>A run of a team is the same whether it is live, a history, a replay or continued from a checkpoint.</summary>
[Trait("takes", "seconds")]
public sealed class ContinuationTest
{
    private const int Ticks = 24 * 6 * 2;

    private static readonly Team First = TeamRun.TeamOf(1, 2, 3, 4, 5, 6);
    private static readonly SessionParameters Parameters = Plans.Of("power_users");

    public static TheoryData<NameStyle, bool> Profiles { get; } = new()
    {
        { NameStyle.Collector, true }, { NameStyle.Collector, false }, { NameStyle.Direct, true }, { NameStyle.Legacy, true }, { NameStyle.Specification, true },
    };

    [Theory]
    [MemberData(nameof(Profiles))]
    [Trait("takes", "seconds")]
    public void Samples_are_the_same_at_1_s_at_10_s_and_at_60_s(NameStyle style, bool hasSessions)
    {
        // Wednesday at noon, where much happens.
        var runs = new[] { 1, 10, 60 }.Select(seconds =>
            (Seconds: seconds, Run: new Simulator(TeamRun.Model(First, Parameters, OptionsOf(style, hasSessions), 3, TimeSpan.FromSeconds(seconds), TeamRun.Start.AddHours(60))))).ToList();
        var most = 0;
        for (var minute = 1; minute <= 90; minute++)
        {
            var rows = runs.Select(run => TeamRun.Rows(run.Run, minute * 60 / run.Seconds)).ToList();
            TeamRun.AssertSame(rows[0], rows[1]);
            TeamRun.AssertSame(rows[0], rows[2]);
            most = Math.Max(most, rows[0].Count);
        }

        Assert.True(most > 20);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    [Trait("takes", "seconds")]
    public void A_run_goes_on_from_a_checkpoint_bit_for_bit_also_after_changes_of_team_and_distributions(NameStyle style, bool hasSessions)
    {
        var (model, journal) = Changing(OptionsOf(style, hasSessions));
        var whole = new Simulator(model, journal: journal);
        var others = new List<Simulator>();
        for (var tick = 1; tick <= Ticks; tick++)
        {
            whole.AdvanceTo(tick);
            // From the checkpoint of a run that went on from a checkpoint, too.
            if (tick % 60 == 32 && others.Count > 0) others[^1].AdvanceTo(tick);
            if (tick % 60 == 32) others.Add(new Simulator(model, journal: journal, from: (others.Count == 0 ? whole : others[^1]).Keep()));
            if (tick % 3 != 1) continue;
            foreach (var other in others) other.AdvanceTo(tick);
            using var snapshot = whole.Acquire();
            foreach (var other in others)
            {
                using var again = other.Acquire();
                Assert.True(Numbered(snapshot).SequenceEqual(Numbered(again)), $"tick {tick}");
            }
        }
    }

    [Fact]
    public void A_checkpoint_stays_as_it_is_while_runs_go_on_from_it()
    {
        var model = TeamRun.Model(First, Parameters, OptionsOf(NameStyle.Collector, true));
        var simulator = new Simulator(model);
        simulator.AdvanceTo(100);
        var checkpoint = simulator.Keep();
        var runs = Enumerable.Range(0, 3).Select(_ => TeamRun.Rows(new Simulator(model, from: checkpoint), Ticks)).ToList();
        Assert.All(runs, rows => TeamRun.AssertSame(TeamRun.Rows(simulator, Ticks), rows));
        Assert.True(checkpoint.Bytes > 0);
    }

    [Fact]
    public void A_live_run_is_the_history_and_the_replay_of_its_journal()
    {
        var (model, journal) = Changing(OptionsOf(NameStyle.Collector, true));
        var clock = new FakeTimeProvider(model.Timeline.Start);
        using var live = new LiveSimulator(model, clock);
        live.Start();
        var history = new Simulator(model, journal: journal);
        for (var tick = 1; tick <= Ticks; tick++)
        {
            foreach (var change in journal.Where(change => change.Tick == tick))
            {
                switch (change)
                {
                    case ModelChange.Reloaded reloaded:
                        live.Reload(reloaded.Model);
                        break;
                    case ModelChange.Injected injected:
                        Assert.Equal(injected.Id, live.Inject(injected.Definition, injected.FirstTick).Id);
                        break;
                    case ModelChange.Ended ended:
                        Assert.NotNull(live.End(ended.Id));
                        break;
                }
            }

            clock.Advance(model.Timeline.UpdateInterval);
            using var snapshot = live.Acquire();
            Assert.Equal(tick, snapshot.Tick);
            TeamRun.AssertSame(TeamRun.Rows(history, tick), TeamRun.Rows(snapshot));
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_reload_of_the_same_model_changes_nothing(NameStyle style, bool hasSessions)
    {
        var model = TeamRun.Model(First, Parameters, OptionsOf(style, hasSessions));
        var (one, other) = (new Simulator(model), new Simulator(model, journal: [new ModelChange.Reloaded(100, model), new ModelChange.Reloaded(101, model), new ModelChange.Reloaded(150, model)]));
        for (var tick = 0; tick <= Ticks; tick++) TeamRun.AssertSame(TeamRun.Rows(one, tick), TeamRun.Rows(other, tick));
    }

    [Fact]
    public void Those_who_stay_go_on_those_who_join_begin_as_a_run_does_and_those_who_leave_end()
    {
        var (middle, end) = (Plans.Monday + 2 * 86_400_000L + 36_000_000, Plans.Monday + 5 * 86_400_000L);
        var second = TeamRun.TeamOf(8, 1, 7, 3, 2, 5);
        var stream = StreamOf(First);
        stream.Begin(Plans.Monday);
        TeamRun.EventsOf(stream, middle);
        var next = StreamOf(second);
        next.GoOnFrom(stream, middle);
        var events = Described(TeamRun.EventsOf(next, end));

        // In the run that nobody changed, and in one that begins then.
        var unchanged = Described(TeamRun.EventsOf(stream, end)).Where(each => each.Developer is "dev-1" or "dev-2" or "dev-3" or "dev-5");
        var begun = StreamOf(second);
        begun.Begin(middle);
        var joined = Described(TeamRun.EventsOf(begun, end)).Where(each => each.Developer is "dev-7" or "dev-8");
        Assert.Equal(unchanged.Concat(joined).OrderBy(each => each.Instant).ThenBy(each => each.Developer), events.OrderBy(each => each.Instant).ThenBy(each => each.Developer));
        Assert.Contains(events, each => each.Developer is "dev-7" or "dev-8");
        Assert.Contains(events, each => each.Developer is "dev-1" or "dev-2" or "dev-3" or "dev-5");
    }

    [Fact]
    public void Under_other_names_counters_begin_at_0_and_another_time_of_expiry_changes_no_count()
    {
        var telemetry = OptionsOf(NameStyle.Collector, true) with { ExpireAfter = null };
        var model = TeamRun.Model(First, Parameters, telemetry);
        var never = new Simulator(model);
        var soon = new Simulator(model, journal: [new ModelChange.Reloaded(150, TeamRun.Model(First, Parameters, telemetry with { ExpireAfter = TimeSpan.FromHours(1) }))]);
        var legacy = new Simulator(model, journal: [new ModelChange.Reloaded(150, TeamRun.Model(First, Parameters, telemetry with { Profile = new NameProfile(NameStyle.Legacy) }))]);
        Assert.All(TeamRun.Rows(soon, 200), row => Assert.Equal(row.Value, TeamRun.Rows(never, 200)[row.Key]));
        Assert.InRange(TeamRun.Rows(soon, 200).Count, 1, TeamRun.Rows(never, 200).Count - 1);
        Assert.Empty(TeamRun.Rows(legacy, 150));
        Assert.NotEmpty(TeamRun.Rows(legacy, 200));
    }

    [Fact]
    public void A_developer_whose_team_changes_has_other_series_from_then_on()
    {
        var telemetry = OptionsOf(NameStyle.Collector, false) with { ExpireAfter = null };
        var moved = new Team([.. First.Developers.Select(developer => developer with { Attributes = [KeyValuePair.Create("team", "new")] })]);
        var simulator = new Simulator(TeamRun.Model(First, Parameters, telemetry), journal: [new ModelChange.Reloaded(100, TeamRun.Model(moved, Parameters, telemetry))]);
        var (before, after) = (TeamRun.Rows(simulator, 100), TeamRun.Rows(simulator, Ticks));
        Assert.DoesNotContain(before.Keys, series => series.Contains("team=\"new\"", StringComparison.Ordinal));
        Assert.Contains(after.Keys, series => series.Contains("team=\"new\"", StringComparison.Ordinal));
        Assert.All(before.Keys, series => Assert.Contains(series, after.Keys));
    }

    [Theory]
    [InlineData("slow_models", 20, "{team=\"old\"}")]
    [InlineData("slow_models", 20, "{model=\"claude-opus-5\"}")]
    [InlineData("failing_calls", .9, "{team=\"old\"}")]
    [InlineData("larger_contexts", 30, "{team=\"old\"}")]
    public void No_event_comes_late_after_a_reload_that_changes_whom_an_anomaly_selects(string kind, double magnitude, string matchers)
    {
        var renamed = new LanguageModels([.. LanguageModels.Default.All.Select(model => model with { Name = $"{model.Name}-new" })]);
        var (count, late) = (0, 0);
        var start = TeamRun.Start.AddHours(33);
        for (ulong seed = 1; seed <= 6; seed++)
        {
            ModelChange[] journal =
            [
                Injected(6, "i1", kind, magnitude, 18, matchers),
                new ModelChange.Reloaded(20, ModelOf("new", Parameters with { Models = renamed }, seed)),
            ];
            new Simulator(ModelOf("old", Parameters, seed), journal: journal, deliver: batch =>
            {
                count += batch.Events.Length;
                late += batch.Events.Count(happened => happened.Instant < start.AddMinutes(10 * (batch.Tick - 1)));
            }).AdvanceTo(60);
        }

        Assert.Equal(0, late);
        Assert.True(count > 1000);

        SimulationModel ModelOf(string team, SessionParameters parameters, ulong seed) => TeamRun.Model(
            new Team([.. First.Developers.Select(developer => developer with { Attributes = [KeyValuePair.Create("team", team)] })]) { SessionsPerHour = 3 },
            parameters, OptionsOf(NameStyle.Collector, true), seed, start: start);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    [Trait("takes", "seconds")]
    public void Shards_have_some_of_the_developers_each_and_are_together_the_whole(NameStyle style, bool hasSessions)
    {
        var (model, journal) = Changing(OptionsOf(style, hasSessions));
        foreach (var count in new[] { 2, 5 })
        {
            var whole = new Simulator(model, journal: journal);
            var shards = Enumerable.Range(0, count).Select(i => new Shard(i, count)).Select(shard => new Simulator(model.ForShard(shard), journal: For(journal, shard))).ToList();
            for (var tick = 0; tick <= Ticks; tick += 7)
            {
                var rows = shards.SelectMany(shard => TeamRun.Rows(shard, tick)).ToDictionary();
                TeamRun.AssertSame(TeamRun.Rows(whole, tick), new SortedDictionary<string, string>(rows, StringComparer.Ordinal));
                if (tick == 147) shards = [.. shards.Select((shard, i) => new Simulator(model.ForShard(new Shard(i, count)), journal: For(journal, new Shard(i, count)), from: shard.Keep()))];
            }
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    [Trait("takes", "seconds")]
    public void The_first_shard_shows_the_scrapes_of_the_whole_run(NameStyle style, bool hasSessions)
    {
        var (model, journal) = Changing(OptionsOf(style, hasSessions));
        var scrapes = new ScrapeDefinition(TimeSpan.FromSeconds(10), [new LabelDimension("job", ["team"]), new LabelDimension("instance", ["a:1"])]);
        var whole = new Simulator(model, journal: journal, scrapes: scrapes);
        var shards = Enumerable.Range(0, 3).Select(i => new Shard(i, 3)).Select(shard => new Simulator(model.ForShard(shard), journal: For(journal, shard), scrapes: scrapes)).ToList();
        var most = 0;
        for (var tick = 0; tick <= Ticks; tick += 4)
        {
            var rows = shards.SelectMany(shard => TeamRun.Rows(shard, tick)).ToDictionary();
            TeamRun.AssertSame(TeamRun.Rows(whole, tick), new SortedDictionary<string, string>(rows, StringComparer.Ordinal));
            most = Math.Max(most, rows.Count);
            if (tick == 140) shards[0] = new Simulator(model.ForShard(new Shard(0, 3)), journal: For(journal, new Shard(0, 3)), from: shards[0].Keep(), scrapes: scrapes);
        }

        Assert.True(most > ScrapeDefinition.Families.Length + 2);
    }

    [Fact]
    public void A_shard_plans_the_sessions_of_its_developers_and_no_others()
    {
        var team = TeamRun.TeamOf(Enumerable.Range(0, 400));
        var counts = Enumerable.Range(0, 4).Select(i => team.Developers.Count(developer => new Shard(i, 4).Has(developer.Name))).ToList();
        Assert.Equal(400, counts.Sum());
        Assert.All(counts, count => Statistics.Expect.Share("developers of a shard", count / 400.0, .25, 400));
    }

    private static TelemetryOptions OptionsOf(NameStyle style, bool hasSessions) => new() { Profile = new NameProfile(style), IncludesSessionId = hasSessions };

    private static SessionStream StreamOf(Team team) => new(team, Parameters, 1, Enumerable.Range(0, team.Developers.Length));

    private static ModelChange.Injected Injected(long tick, string id, string kind, double magnitude, int ticks, string matchers = "", int onset = 0)
    {
        Assert.True(LabelMatchers.TryParse(matchers, out var selected, out _));
        var interval = TimeSpan.FromMinutes(10);
        return new(tick, id, new AnomalyDefinition(AnomalyKinds.Find(kind)!, null, ticks * interval, selected, onset * interval, magnitude));
    }

    // Anomalies on what is shown, so that three or four of them act at any time.
    private static IEnumerable<ModelChange> FaultsOf(SimulationModel model)
    {
        AnomalyKind[] kinds = [.. AnomalyKinds.All.Where(kind => kind.IsOfView && model.Sources[0].Violation(new AnomalyDefinition(kind, null, TimeSpan.FromHours(1))) is null)];
        for (var i = 0; i < kinds.Length * 2; i++)
            yield return new ModelChange.Injected(5 + i * 130 / kinds.Length, $"v{i + 1}", new AnomalyDefinition(kinds[i * 7 % kinds.Length], null, (30 + i % 3 * 7) * TimeSpan.FromMinutes(10)));
    }

    private static (SimulationModel Model, ImmutableArray<ModelChange> Journal) Changing(TelemetryOptions telemetry)
    {
        var model = TeamRun.Model(First, Parameters, telemetry);
        var (_, journal) = ChangingWork(telemetry);
        // A live run numbers what is injected.
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        return (model,
        [
            .. journal.Concat(FaultsOf(model)).OrderBy(change => change.Tick).Select(change => change switch
            {
                ModelChange.Injected injected => injected with { Id = names[injected.Id] = $"i{names.Count + 1}" },
                ModelChange.Ended ended => ended with { Id = names[ended.Id] },
                _ => change,
            }),
        ]);
    }

    private static (SimulationModel Model, ImmutableArray<ModelChange> Journal) ChangingWork(TelemetryOptions telemetry)
    {
        var model = TeamRun.Model(First, Parameters, telemetry);
        var others = Parameters with { Steps = new(9, 1), Prompts = 7, Models = Prices.Dearer };
        return (model,
        [
            Injected(31, "i1", "session_surge", 6, 30),
            Injected(40, "i8", "failing_calls", .7, 25) with { FirstTick = 110 },
            Injected(61, "i2", "slow_models", 4, 18, onset: 6),
            Injected(62, "i3", "runaway_agent", 3, 120),
            new ModelChange.Reloaded(70, TeamRun.Model(TeamRun.TeamOf(7, 6, 5, 4, 1, 8, 9), Parameters, telemetry)),
            Injected(75, "i4", "failing_calls", .9, 10),
            new ModelChange.Ended(90, "i3"),
            Injected(100, "i5", "price_change", 1.7, 60, "{model=~\".*opus.*\"}"),
            new ModelChange.Reloaded(120, TeamRun.Model(TeamRun.TeamOf(4, 1, 8, 9), others, telemetry)),
            Injected(133, "i6", "larger_contexts", 8, 50),
            new ModelChange.Ended(150, "i5"),
            Injected(151, "i7", "session_surge", 9, 60),
            new ModelChange.Ended(154, "i7"),
            new ModelChange.Reloaded(200, TeamRun.Model(TeamRun.TeamOf(2, 3, 4, 1, 8), Parameters, telemetry)),
        ]);
    }

    private static ImmutableArray<ModelChange> For(ImmutableArray<ModelChange> journal, Shard shard) =>
        [.. journal.Select(change => change is ModelChange.Reloaded reloaded ? reloaded with { Model = reloaded.Model.ForShard(shard) } : change)];

    private static List<(string Developer, long Instant, SessionEvent Happened)> Described(List<(OpenSession Session, SessionEvent Happened)> events) =>
        [.. events.Select(each => (each.Session.Developer.Name, each.Session.Address.Start + each.Happened.Offset, each.Happened))];

    private static List<(long Number, string Series, long Bits)> Numbered(Snapshot snapshot) =>
    [
        .. snapshot.Layout.Families.SelectMany(family => family.LabelSets.Select(labelSet => (
            family.Numbers[(labelSet.Number - family.Range.First) * family.Series.Length], TeamRun.NameOf(family, labelSet.Number),
            BitConverter.DoubleToInt64Bits(snapshot.Values[labelSet.Column])))),
    ];
}
