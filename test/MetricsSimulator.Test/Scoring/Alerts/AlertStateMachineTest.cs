using CsCheck;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Test.Scoring.Alerts;

public sealed class AlertStateMachineTest
{
    [Theory]
    [InlineData(0, 0, "x.xx.", "f.ff.")]
    [InlineData(120, 0, "xxxx.", "ppff.")]
    [InlineData(120, 0, "xx.xxx", "pp.ppf")]
    [InlineData(90, 0, "xxxx", "ppff")]
    [InlineData(0, 120, "x....", "fff..")]
    [InlineData(0, 90, "x....", "fff..")]
    [InlineData(0, 120, "x.x...", "fffff.")]
    [InlineData(60, 60, "xx.xx..", "pfffff.")]
    [InlineData(60, 120, "x.xx.", "p.pff")]
    public void An_instance_fires_after_for_and_until_keep_firing_for_has_passed(int hold, int keep, string returned, string states) =>
        Assert.Equal(states, AlertPattern.StatesOf(AlertStateMachine.Run(Timing(hold, keep), AlertPattern.Activity(returned)), 0));

    [Theory]
    [InlineData(120, 0, "x!x.", "p!f.")]
    [InlineData(120, 0, "x!!x.", "p!!f.")]
    [InlineData(0, 0, "x!.", "f!.")]
    [InlineData(0, 120, "x.!..", "ff!..")]
    public void An_evaluation_that_failed_changes_nothing(int hold, int keep, string returned, string states) =>
        Assert.Equal(states, AlertPattern.StatesOf(AlertStateMachine.Run(Timing(hold, keep), AlertPattern.Activity(returned)), 0));

    [Fact]
    public void More_instances_than_the_limit_are_forgotten()
    {
        var trace = AlertStateMachine.Run(new AlertTiming(AlertPattern.Interval, TimeSpan.FromMinutes(1), limit: 1), AlertPattern.Activity("xxxxxx", "..x..."));
        Assert.Equal("pf!pff", AlertPattern.StatesOf(trace, 0));
        Assert.Equal("..!...", AlertPattern.StatesOf(trace, 1));
        Assert.Equal([new AlertEpisode(0, 1, 2, AlertChange.Forgotten), new AlertEpisode(3, 4, 6, AlertChange.None)], trace.EpisodesOf(0));
        Assert.Equal([new(false, 0, 1, 1), new(true, 1, 2, 3), new(false, 3, 4, 4), new(true, 4, 6, -1)], trace.SpansOf(0));
    }

    [Fact]
    public void An_evaluation_that_returns_an_instance_twice_failed()
    {
        var activity = AlertPattern.Activity("xxx");
        activity.Add(0, 1);
        Assert.Equal("f!f", AlertPattern.StatesOf(AlertStateMachine.Run(Timing(0, 0), activity), 0));
    }

    [Fact]
    public void The_transitions_say_what_reset_an_instance()
    {
        var trace = AlertStateMachine.Run(Timing(60, 120), AlertPattern.Activity("x.xx.x...."));
        Assert.Equal(
            [
                new(0, AlertChange.Pending), new(1, AlertChange.Gone), new(2, AlertChange.Pending), new(3, AlertChange.Firing), new(4, AlertChange.Missing),
                new(5, AlertChange.Returned), new(6, AlertChange.Missing), new(8, AlertChange.Resolved),
            ],
            trace.TransitionsOf(0));
        Assert.Equal([new AlertEpisode(2, 3, 8, AlertChange.Resolved)], trace.EpisodesOf(0));
    }

    [Fact]
    public void A_series_that_begins_again_after_a_silent_evaluation_gets_no_marker_of_staleness()
    {
        var trace = AlertStateMachine.Run(new AlertTiming(AlertPattern.Interval, limit: 1), AlertPattern.Activity("xxx.", ".x.."));
        Assert.Equal([new(true, 0, 1, -1), new(true, 2, 3, 3)], trace.SpansOf(0));
    }

    [Fact]
    public void Any_history_gives_the_samples_and_markers_of_a_rule_that_is_evaluated_step_by_step() =>
        Gen.Select(Gen.Char["xx.x.!.x"].Array[24].Array[1, 4], Gen.Int[0, 7], Gen.Int[0, 7], Gen.Int[0, 4]).Sample((patterns, hold, keep, limit) =>
        {
            var activity = AlertPattern.Activity([.. patterns.Select(pattern => new string(pattern))]);
            var timing = new AlertTiming(AlertPattern.Interval, TimeSpan.FromSeconds(30 * hold), TimeSpan.FromSeconds(30 * keep), limit);
            var trace = AlertStateMachine.Run(timing, activity);
            for (var i = 0; i < patterns.Length; i++) Assert.Equal(StepwiseRule.Samples(timing, activity, i), Samples(trace, i));
        });

    [Fact]
    public void Episodes_are_the_spans_that_fire() => Gen.Char["xxx.!."].Array[40].Sample(pattern =>
    {
        var trace = AlertStateMachine.Run(Timing(120, 60), AlertPattern.Activity(new string(pattern)));
        Assert.Equal(trace.SpansOf(0).Where(span => span.IsFiring).Select(span => (span.First, span.End)), trace.EpisodesOf(0).Select(episode => (episode.FiresAt, episode.EndsAt)));
        Assert.All(trace.EpisodesOf(0), episode => Assert.True(episode.FiresAt - episode.PendingSince >= 2 && trace.Activity.ReturnedOf(0)[episode.FiresAt]));
    });

    private static List<string> Samples(AlertTrace trace, int instance)
    {
        var samples = new List<string>();
        foreach (var span in trace.SpansOf(instance))
        {
            var state = span.IsFiring ? "firing" : "pending";
            for (var k = span.First; k < span.End; k++)
                if (!trace.Silent[k]) samples.Add($"{k:00} {state} 1");
            if (span.Marker >= 0) samples.Add($"{span.Marker:00} {state} stale");
        }

        samples.Sort(StringComparer.Ordinal);
        return samples;
    }

    private static AlertTiming Timing(int hold, int keep) => new(AlertPattern.Interval, TimeSpan.FromSeconds(hold), TimeSpan.FromSeconds(keep));
}
