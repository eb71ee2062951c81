using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Runners;

/// <summary>What holds between the metrics of a runner in every scrape.</summary>
public sealed class RunnerIdentitiesTest
{
    private const int Day = 24 * 120;

    public static TheoryData<string, int, bool> Runs
    {
        get
        {
            var runs = new TheoryData<string, int, bool>();
            foreach (var name in new[] { "shipped", "crowded", "hurried" })
                for (var seed = 1; seed <= 3; seed++) runs.Add(name, seed, seed == 3);
            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    [Trait("takes", "seconds")]
    public void Started_less_ended_is_active_in_every_scrape_of_a_day(string name, int seed, bool changes)
    {
        var runners = name switch { "crowded" => RunnerRun.Crowded, "hurried" => RunnerRun.Hurried, _ => RunnerRun.Shipped };
        var simulator = new Simulator(RunnerRun.Model(runners, (ulong)seed), journal: changes ? [.. RunnerRun.Changes(runners, (ulong)seed)] : []);
        var most = 0.0;
        for (var tick = 0; tick <= Day; tick++)
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire();
            ExpectIdentities(snapshot);
            most = Math.Max(most, RunnerRun.Sum(snapshot, "runner_active_sessions"));
            if (changes) continue;
            Assert.InRange(RunnerRun.Sum(snapshot, "runner_active_sessions") + RunnerRun.Sum(snapshot, "orchestrator_pool_pending_sessions"), 0, runners.Capacity);
            Assert.Equal(RunnerRun.Sum(snapshot, "orchestrator_session_queue_wait_seconds"), RunnerRun.Sum(snapshot, "runner_sessions_started_total"));
            Assert.Equal(
                RunnerRun.Sum(snapshot, "runner_session_init_duration_seconds"),
                RunnerRun.Sum(snapshot, "runner_sessions_started_total") - RunnerRun.Sum(snapshot, "runner_initializing_sessions"));
        }

        Assert.True(most >= 2);
    }

    [Fact]
    [Trait("takes", "seconds")]
    public void Started_less_ended_is_active_in_every_scrape_of_the_shipped_file_while_its_metrics_are_disturbed()
    {
        var model = RunnerRun.ShippedModel();
        ModelChange[] journal =
        [
            Injected(3300, "i1", "counter_reset", "runner_poll_errors", 6),
            Injected(3400, "i2", "nan", "clock_skew", 60),
            Injected(3500, "i3", "dropout", "connected", 30),
            Injected(4000, "i4", "cardinality_explosion", "runner_poll_errors", 90),
        ];
        var simulator = new Simulator(model, journal: journal);
        var (scrapes, falls, before) = (0, 0, 0.0);
        for (var tick = 0; tick <= 8640; tick += 3)
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire();
            var errors = RunnerRun.Sum(snapshot, "runner_poll_errors_total");
            if (errors < before) falls++;
            before = errors;
            ExpectIdentities(snapshot);
            scrapes++;
        }

        Assert.Equal(2881, scrapes);
        Assert.True(falls > 0);
    }

    [Fact]
    public void The_series_of_a_session_begins_when_it_is_ready_and_never_comes_back_after_its_end()
    {
        var simulator = new Simulator(RunnerRun.Model(RunnerRun.Shipped));
        var (shown, ended) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        for (var tick = 0; tick <= Day; tick++)
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire();
            var idle = RunnerRun.ByLabel(snapshot, "runner_session_idle_seconds");
            Assert.DoesNotContain(idle.Keys, ended.Contains);
            ended.UnionWith(shown.Except(idle.Keys));
            shown = [.. idle.Keys];
        }

        Assert.True(ended.Count > 50);
    }

    [Fact]
    public void A_session_is_idle_from_the_end_of_its_work_on()
    {
        // Every turn takes a minute, half of it idle.
        var runners = RunnerRun.Shipped with { Work = new(30, 0), Wait = new(30, 0) };
        var simulator = new Simulator(RunnerRun.Model(runners, interval: TimeSpan.FromSeconds(1), hours: 10));
        var before = new Dictionary<string, double>(StringComparer.Ordinal);
        var values = new List<double>();
        for (var tick = 0; tick <= 3600; tick++)
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire();
            var idle = RunnerRun.ByLabel(snapshot, "runner_session_idle_seconds");
            foreach (var (session, value) in idle)
            {
                Assert.InRange(value, 0, 30);
                if (before.TryGetValue(session, out var last) && last > 0 && value > 0) Assert.Equal(1, value - last, 1e-9);
                values.Add(value);
            }

            before = idle;
        }

        Assert.True(values.Count > 1000);
        Assert.InRange(values.Count(value => value > 0) / (double)values.Count, .4, .6);
    }

    private static void ExpectIdentities(Snapshot snapshot)
    {
        var active = RunnerRun.Sum(snapshot, "runner_active_sessions");
        var started = RunnerRun.Sum(snapshot, "runner_sessions_started_total");
        string[] outcomes = ["completed", "failed", "interrupted"];
        Assert.Equal(active, started - outcomes.Sum(outcome => RunnerRun.Sum(snapshot, $"runner_sessions_{outcome}_total")));
        Assert.Equal(active, RunnerRun.Sum(snapshot, "orchestrator_pool_active_sessions"));

        var initializing = RunnerRun.Sum(snapshot, "runner_initializing_sessions");
        Assert.InRange(initializing, 0, active);
        var idle = RunnerRun.FamilyOf(snapshot, "runner_session_idle_seconds");
        Assert.Equal(active - initializing, idle.Range.Count);
        Assert.All(idle.LabelSets, labelSet => Assert.InRange(snapshot.Values[labelSet.Column], 0, double.MaxValue));

        var hooks = RunnerRun.ByLabel(snapshot, "orchestrator_spawn_hooks_total");
        Assert.Equal(RunnerRun.Sum(snapshot, "orchestrator_spawn_hook_duration_seconds"), hooks.Values.Sum());
        Assert.InRange(RunnerRun.Sum(snapshot, "runner_session_init_errors_total"), 0, RunnerRun.Sum(snapshot, "runner_session_init_duration_seconds"));
    }

    private static ModelChange.Injected Injected(long tick, string id, string kind, string? metric, int ticks) =>
        new(tick, id, new AnomalyDefinition(AnomalyKinds.Find(kind)!, metric, TimeSpan.FromSeconds(10 * ticks)));
}
