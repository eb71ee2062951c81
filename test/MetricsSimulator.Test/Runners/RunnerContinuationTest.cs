using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Runners;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Workload;
using Microsoft.Extensions.Time.Testing;

namespace MetricsSimulator.Test.Runners;

/// <summary>A run of a runner is the same whether it is live, a history, a replay, a set of shards or continued from a checkpoint.</summary>
[Trait("takes", "seconds")]
public sealed class RunnerContinuationTest
{
    private const int First = 1100;
    private const int Last = 2000;

    public static TheoryData<bool> Runners { get; } = [false, true];

    [Theory]
    [MemberData(nameof(Runners))]
    public void Samples_are_the_same_at_1_s_at_10_s_and_at_60_s(bool isCrowded)
    {
        var runs = new[] { 1, 10, 60 }.Select(seconds => (Seconds: seconds, Run: new Simulator(RunnerRun.Model(Of(isCrowded), 3, TimeSpan.FromSeconds(seconds), hours: 11)))).ToList();
        var most = 0;
        for (var minute = 0; minute <= 120; minute++)
        {
            var rows = runs.Select(run => TeamRun.Rows(run.Run, minute * 60 / run.Seconds)).ToList();
            Assert.Equal(rows[0], rows[1]);
            Assert.Equal(rows[0], rows[2]);
            most = Math.Max(most, rows[0].Count);
        }

        Assert.True(most > RowsWithoutSessions(isCrowded));

        static int RowsWithoutSessions(bool isCrowded) => TeamRun.Rows(new Simulator(RunnerRun.Model(Of(isCrowded))), 0).Count;
    }

    [Theory]
    [MemberData(nameof(Runners))]
    public void A_run_goes_on_from_a_checkpoint_bit_for_bit_also_after_changes(bool isCrowded)
    {
        var (model, journal) = (RunnerRun.Model(Of(isCrowded)), RunnerRun.Changes(Of(isCrowded)));
        var whole = new Simulator(model, journal: journal);
        var others = new List<Simulator>();
        for (var tick = First; tick <= Last; tick++)
        {
            whole.AdvanceTo(tick);
            using var snapshot = whole.Acquire();
            var numbered = Numbered(snapshot);
            foreach (var other in others)
            {
                other.AdvanceTo(tick);
                using var again = other.Acquire();
                Assert.Equal(numbered, Numbered(again));
            }

            // From the checkpoint of a run that went on from a checkpoint, too.
            if (tick % 97 == 32) others.Add(new Simulator(model, journal: journal, from: (others.Count == 0 ? whole : others[^1]).Keep()));
        }
    }

    [Fact]
    public void A_checkpoint_stays_as_it_is_while_runs_go_on_from_it()
    {
        var model = RunnerRun.Model(RunnerRun.Shipped);
        var simulator = new Simulator(model);
        simulator.AdvanceTo(1300);
        var checkpoint = simulator.Keep();
        var runs = Enumerable.Range(0, 3).Select(_ => TeamRun.Rows(new Simulator(model, from: checkpoint), Last)).ToList();
        Assert.All(runs, rows => Assert.Equal(TeamRun.Rows(simulator, Last), rows));
        Assert.True(checkpoint.Bytes > 0);
    }

    [Theory]
    [MemberData(nameof(Runners))]
    public void A_live_run_is_the_history_and_the_replay_of_its_journal(bool isCrowded)
    {
        var (model, journal) = (RunnerRun.Model(Of(isCrowded)), RunnerRun.Changes(Of(isCrowded)));
        var clock = new FakeTimeProvider(model.Timeline.Start);
        using var live = new LiveSimulator(model, clock);
        live.Start();
        var history = new Simulator(model, journal: journal);
        for (var tick = 1; tick <= Last; tick++)
        {
            foreach (var change in journal.Where(change => change.Tick == tick))
            {
                if (change is ModelChange.Reloaded reloaded) live.Reload(reloaded.Model);
                if (change is ModelChange.Switched switched) live.Switch(switched.Model);
            }

            clock.Advance(model.Timeline.UpdateInterval);
            if (tick < First) continue;
            using var snapshot = live.Acquire();
            Assert.Equal(tick, snapshot.Tick);
            Assert.Equal(TeamRun.Rows(history, tick), TeamRun.Rows(snapshot));
        }

    }

    [Fact]
    public void A_reload_of_the_same_model_changes_nothing()
    {
        var model = RunnerRun.Model(RunnerRun.Crowded);
        var (one, other) = (new Simulator(model), new Simulator(model, journal: [.. new[] { 1250, 1251, 1400 }.Select(tick => new ModelChange.Reloaded(tick, model))]));
        for (var tick = First; tick <= Last; tick++) Assert.Equal(TeamRun.Rows(one, tick), TeamRun.Rows(other, tick));
    }

    [Theory]
    [MemberData(nameof(Runners))]
    public void The_first_of_several_shards_has_the_runner_and_the_others_have_nothing_of_it(bool isCrowded)
    {
        var (model, journal) = (RunnerRun.Model(Of(isCrowded)), RunnerRun.Changes(Of(isCrowded)));
        var whole = new Simulator(model, journal: journal);
        var shards = Enumerable.Range(0, 3).Select(i => new Shard(i, 3)).Select(shard => new Simulator(
            model.ForShard(shard), journal: [.. journal.Select(change => change switch
            {
                ModelChange.Reloaded reloaded => reloaded with { Model = reloaded.Model.ForShard(shard) },
                ModelChange.Switched switched => switched with { Model = switched.Model.ForShard(shard) },
                _ => change,
            })])).ToList();
        for (var tick = First; tick <= Last; tick += 7)
        {
            Assert.Equal(TeamRun.Rows(whole, tick), TeamRun.Rows(shards[0], tick));
            Assert.Empty(TeamRun.Rows(shards[1], tick));
            Assert.Empty(TeamRun.Rows(shards[2], tick));
        }
    }

    [Fact]
    public void Sessions_of_a_platform_that_a_reload_removes_end_and_the_others_go_on()
    {
        var without = RunnerRun.Shipped with { ClientPlatforms = new(("desktop", 1), ("ios", 1), ("android", 1)) };
        var simulator = new Simulator(RunnerRun.Model(RunnerRun.Shipped), journal: [new ModelChange.Reloaded(1321, RunnerRun.Model(without))]);
        simulator.AdvanceTo(1320);
        Dictionary<string, double> before;
        List<string> staying;
        using (var snapshot = simulator.Acquire())
        {
            before = RunnerRun.ByLabel(snapshot, "runner_sessions_started_total");
            staying = [.. Sessions(snapshot).Where(session => session.Platform != "web").Select(session => session.Id)];
            Assert.Contains(Sessions(snapshot), session => session.Platform == "web");
        }

        simulator.AdvanceTo(1321);
        using var after = simulator.Acquire();
        Assert.DoesNotContain("web", RunnerRun.ByLabel(after, "runner_sessions_started_total").Keys);
        Assert.All(RunnerRun.ByLabel(after, "runner_sessions_started_total"), row => Assert.True(row.Value >= before[row.Key]));
        Assert.DoesNotContain(Sessions(after), session => session.Platform == "web");
        Assert.Contains(Sessions(after), session => staying.Contains(session.Id));
    }

    private static RunnersDefinition Of(bool isCrowded) => isCrowded ? RunnerRun.Crowded : RunnerRun.Shipped;

    private static List<(string Id, string Platform)> Sessions(Snapshot snapshot)
    {
        var family = RunnerRun.FamilyOf(snapshot, "runner_session_idle_seconds");
        return [.. family.LabelSets.Select(labelSet => family.Labels.LabelsOf(labelSet.Number).ToList()).Select(labels => (labels[0].Value, labels[1].Value))];
    }

    private static List<(long Number, string Series, long Bits)> Numbered(Snapshot snapshot) =>
    [
        .. snapshot.Layout.Families.SelectMany(family => family.LabelSets.Select(labelSet => (
            family.Numbers[(labelSet.Number - family.Range.First) * family.Series.Length], family.Name + family.Labels.Format(labelSet.Number),
            BitConverter.DoubleToInt64Bits(snapshot.Values[labelSet.Column])))),
    ];
}
