using MetricsSimulator.Simulation;
using MetricsSimulator.Sources;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Sessions;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Test.Workload;

/// <summary>What comes before a run is computed once.</summary>
public sealed class RunStartTest
{
    [Fact]
    public void The_past_of_a_team_is_computed_when_its_run_begins_and_not_again_at_the_first_tick()
    {
        var model = TeamRun.Model(TeamRun.TeamOf(Enumerable.Range(1, 3)), Plans.Of("enterprise"), new TelemetryOptions());
        var past = 0;
        var context = new SourceContext(1, model.Timeline.Start, model.Timeline.UpdateInterval, 0, [], _ => [])
        {
            InPhaseOf = (definition, tick) =>
            {
                if (tick < 0) Interlocked.Increment(ref past);
                return definition;
            },
        };
        var source = new WorkloadSource(model.Sources.OfType<WorkloadDefinition>().Single(), context);
        Assert.Equal(0, past);

        source.BeginRun();
        var computed = past;
        source.Begin(0);

        Assert.True(computed > 0);
        // A session that began before the run asks for its phase again when it continues, but nobody draws 30 days of steps.
        Assert.True(past - computed < computed / 10, $"{past} after {computed}");
    }

    [Fact]
    public void A_start_that_is_cancelled_begins_again_and_is_the_same()
    {
        var model = TeamRun.Model(TeamRun.TeamOf(Enumerable.Range(1, 600)), Plans.Of("enterprise"), new TelemetryOptions());
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        var (whole, cancelled) = (new Simulator(model), new Simulator(model));

        Assert.ThrowsAny<OperationCanceledException>((Action)(() => cancelled.BeginRun(cancellation.Token)));
        Assert.Equal(TeamRun.Rows(whole, 6), TeamRun.Rows(cancelled, 6));
    }
}
