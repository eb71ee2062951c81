using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Runners;

/// <summary>What happens to sessions has the rates and shares that are configured.</summary>
[Trait("takes", "seconds")]
public sealed class RunnerDrawsTest
{
    [Fact]
    public void Arrivals_platforms_failures_and_outcomes_have_their_rates_and_shares()
    {
        var runners = RunnerRun.Hurried with { Capacity = 1000, SpawnFailures = .1, InitFailures = .05, StartHookFailures = .2, Hours = RunnerRun.Hurried.Hours with { Outside = 1 } };
        var simulator = new Simulator(RunnerRun.Model(runners, seed: 5));
        simulator.AdvanceTo(24 * 120);
        using var snapshot = simulator.Acquire();

        var started = RunnerRun.Sum(snapshot, "runner_sessions_started_total");
        string[] waiting = ["queue_pending", "queue_backing_off", "queue_circuit_broken", "pool_pending"];
        var arrived = started + waiting.Sum(queue => RunnerRun.Sum(snapshot, $"orchestrator_{queue}_sessions"));
        // A Poisson count has the variance of its mean.
        Expect.Mean("sessions that arrive", [arrived], 48_000, 48_000);

        foreach (var (platform, share) in runners.ClientPlatforms.Entries)
            Expect.Share(platform, RunnerRun.ByLabel(snapshot, "runner_sessions_started_total")[platform] / started, share / 10, started);
        var hooks = RunnerRun.ByLabel(snapshot, "orchestrator_spawn_hooks_total");
        Expect.Share("spawn hooks that fail", hooks["failure"] / hooks.Values.Sum(), .1, hooks.Values.Sum());
        var initialized = RunnerRun.Sum(snapshot, "runner_session_init_duration_seconds");
        var errors = RunnerRun.Sum(snapshot, "runner_session_init_errors_total");
        Expect.Share("initializations that fail", errors / initialized, .05, initialized);
        Expect.Share("start hooks that fail", RunnerRun.Sum(snapshot, "runner_session_start_hook_errors_total") / initialized, .2, initialized);

        var (completed, failed, interrupted) = (Ended("completed"), Ended("failed") - errors, Ended("interrupted"));
        var ended = completed + failed + interrupted;
        Expect.Share("sessions that complete", completed / ended, .88, ended);
        Expect.Share("sessions that fail", failed / ended, .04, ended);
        Expect.Share("sessions that are interrupted", interrupted / ended, .08, ended);

        double Ended(string outcome) => RunnerRun.Sum(snapshot, $"runner_sessions_{outcome}_total");
    }
}
