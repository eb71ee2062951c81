using CsCheck;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Judging;
using static MetricsSimulator.Test.Scoring.Judging.SyntheticRun;

namespace MetricsSimulator.Test.Scoring.Judging;

public sealed class RuleJudgeTest
{
    private static readonly SortedLabels Other = Labels("b");

    [Fact]
    public void An_episode_that_the_twin_has_too_is_false_and_detects_nothing()
    {
        var run = new SyntheticRun { Incidents = [Incident(120, 10)] };
        var judgement = run.Judge(Rule(), Between(125, 130), Between(125, 130));
        Assert.Equal([new RuleEpisode(EpisodeVerdict.False, Evaluation(125), Evaluation(130))], judgement.Episodes);
        Assert.Equal(IncidentOutcome.Missed, Assert.Single(judgement.Incidents).Outcome);
        Assert.Equal(1, judgement.FalseOnTwin);
    }

    [Fact]
    public void Overlapping_incidents_on_different_labels_are_each_detected_by_their_own_instance()
    {
        var run = new SyntheticRun { Incidents = [Incident(120, 20, id: "a"), Incident(125, 20, id: "b", touched: Other)] };
        var judgement = run.Judge(Rule(), run.IsDisturbed, null, Series, Other);
        Assert.Equal(
            [("a", Evaluation(120), "a"), ("b", Evaluation(125), "b")],
            judgement.Incidents.Select(each => (each.Incident.Id, each.DetectedAt!.Value, each.DetectedBy!.ValueOf("model")!)));
        Assert.Equal([new RuleEpisode(EpisodeVerdict.Detection, Evaluation(120), Evaluation(145))], judgement.Episodes);
        var history = run.History(Rule(), run.IsDisturbed, null, Series, Other);
        SortedLabels[] labels = [.. Enumerable.Range(0, 2).Select(history.Signal.Activity.LabelsOf)];
        Assert.Equal([[0], [1]], run.Incidents.Select(incident => RuleJudge.InstancesOf(Rule(), history, incident, labels)));
        Assert.Empty(RuleJudge.InstancesOf(Rule(), history, run.Incidents[0] with { Evidence = null }, labels));
    }

    [Fact]
    public void An_instance_that_contradicts_some_touched_series_but_not_all_detects_the_incident()
    {
        var run = new SyntheticRun { Incidents = [Incident(120, 20, touched: [Series, Other])] };
        Assert.Equal(IncidentOutcome.Detected, Assert.Single(run.Judge(Rule(), Between(121, 130), null, Other).Incidents).Outcome);
    }

    [Fact]
    public void A_label_of_the_rule_itself_contradicts_nothing()
    {
        var run = new SyntheticRun { Incidents = [Incident(120, 20)] };
        var history = run.History(Rule(), Between(121, 130), null, Other) with { Selected = new HashSet<SortedLabels> { Series } };
        Assert.Equal(IncidentOutcome.Missed, Assert.Single(RuleJudge.Judge(Rule(), history, run.Judged).Incidents).Outcome);
        Assert.Equal(IncidentOutcome.Detected, Assert.Single(RuleJudge.Judge(Rule() with { OwnLabels = ["model"] }, history, run.Judged).Incidents).Outcome);
    }

    [Theory]
    [InlineData(119, null, IncidentOutcome.Missed, EpisodeVerdict.False)]
    [InlineData(120, 0, IncidentOutcome.Detected, EpisodeVerdict.Detection)]
    [InlineData(129, 9, IncidentOutcome.Detected, EpisodeVerdict.Detection)]
    [InlineData(134, 14, IncidentOutcome.Detected, EpisodeVerdict.Detection)]
    [InlineData(135, null, IncidentOutcome.Missed, EpisodeVerdict.Aftermath)]
    [InlineData(139, null, IncidentOutcome.Missed, EpisodeVerdict.Aftermath)]
    [InlineData(140, null, IncidentOutcome.Missed, EpisodeVerdict.False)]
    public void An_episode_is_a_detection_from_the_first_evidence_to_the_grace_and_an_aftermath_while_the_rule_looks_back(
        int minute, int? delay, IncidentOutcome outcome, EpisodeVerdict verdict)
    {
        var run = new SyntheticRun { Incidents = [Incident(120, 10)] };
        var judgement = run.Judge(Rule(lookBack: 10), Between(minute, minute + 1));
        Assert.Equal((outcome, delay is { } minutes ? Evaluation(120 + minutes) - At(120) : null), (judgement.Incidents[0].Outcome, judgement.Incidents[0].Delay));
        Assert.Equal([new RuleEpisode(verdict, Evaluation(minute), Evaluation(minute + 1))], judgement.Episodes);
    }

    [Fact]
    public void A_detection_of_an_incident_that_is_not_claimed_is_neither_true_nor_false()
    {
        var run = new SyntheticRun { Incidents = [Incident(120, 10, "nan"), Incident(180, 10, "spike")] };
        var judgement = run.Judge(Rule() with { Claims = new([new("spike", null)]) }, run.IsDisturbed);
        Assert.Equal([(false, IncidentOutcome.Detected), (true, IncidentOutcome.Detected)], judgement.Incidents.Select(each => (each.IsClaimed, each.Outcome)));
        Assert.Equal([EpisodeVerdict.Other, EpisodeVerdict.Detection], judgement.Episodes.Select(episode => episode.Verdict));
    }

    [Fact]
    public void An_incident_that_touches_nothing_that_the_rule_reads_explains_nothing()
    {
        var run = new SyntheticRun { Incidents = [Incident(120, 10, touched: Other), Incident(180, 10) with { Evidence = null }] };
        var judgement = run.Judge(Rule(), Between(125, 130));
        Assert.Empty(judgement.Incidents);
        Assert.Equal(EpisodeVerdict.False, Assert.Single(judgement.Episodes).Verdict);
        Assert.Equal(0, judgement.FalseOnTwin);
    }

    [Theory]
    [InlineData("x", false)]
    [InlineData("up", true)]
    [InlineData("scrape_duration_seconds", true)]
    public void An_anomaly_of_the_endpoint_is_claimed_by_rules_that_read_what_scrapes_leave(string name, bool isClaimed)
    {
        var series = SortedLabels.Of([new("__name__", name)]);
        var run = new SyntheticRun { Incidents = [Incident(120, 10, touched: series) with { IsOfEndpoint = true }] };
        Assert.Equal(isClaimed, Assert.Single(run.Judge(Rule(), run.IsDisturbed, null, series).Incidents).IsClaimed);
        Assert.True(Assert.Single(run.Judge(Rule() with { Claims = new([new("nan", null)]) }, run.IsDisturbed, null, series).Incidents).IsClaimed);
    }

    [Fact]
    public void An_incident_whose_floor_a_caused_episode_covers_is_masked()
    {
        var run = new SyntheticRun { Incidents = [Incident(120, 30), Incident(130, 10, "spike")] };
        var judgement = run.Judge(Rule(), run.IsDisturbed);
        Assert.Equal([IncidentOutcome.Detected, IncidentOutcome.Masked], judgement.Incidents.Select(each => each.Outcome));
        Assert.False(judgement.Incidents[1].IsJudged);
    }

    [Fact]
    public void An_incident_whose_floor_a_spontaneous_episode_covers_is_missed()
    {
        var run = new SyntheticRun { Incidents = [Incident(130, 10)] };
        Assert.Equal(IncidentOutcome.AlreadyFiring, Assert.Single(run.Judge(Rule(), Between(120, 150), Between(120, 150)).Incidents).Outcome);
    }

    [Fact]
    public void An_incident_that_ends_before_its_floor_is_too_short()
    {
        var run = new SyntheticRun { Incidents = [Incident(120, 3)] };
        Assert.Equal(IncidentOutcome.TooShort, Assert.Single(run.Judge(Rule(hold: 4), run.IsDisturbed).Incidents).Outcome);
        Assert.Equal(IncidentOutcome.Missed, Assert.Single(run.Judge(Rule(hold: 4, lookBack: 2), run.IsDisturbed).Incidents).Outcome);
    }

    [Theory]
    [InlineData(59, 10, false)]
    [InlineData(60, 10, true)]
    [InlineData(285, 10, true)]
    [InlineData(286, 10, false)]
    public void An_incident_is_judged_if_it_and_its_grace_lie_in_the_judged_time(double at, double minutes, bool isJudged)
    {
        var run = new SyntheticRun { Incidents = [Incident(at, minutes)] };
        Assert.Equal(isJudged, Assert.Single(run.Judge(Rule(), run.IsDisturbed).Incidents).IsJudged);
    }

    [Fact]
    public void Delay_floor_flaps_and_resolution_are_those_of_the_definitions()
    {
        var run = new SyntheticRun { Incidents = [Incident(120, 10)] };
        var rule = Rule(hold: 2, keep: 1);
        var incident = Assert.Single(run.Judge(rule, (series, scrape) => Between(121, 125)(series, scrape) || Between(127, 133)(series, scrape)).Incidents);
        Assert.Equal(Evaluation(122), incident.Floor);
        Assert.Equal(Evaluation(123) - At(120), incident.Delay);
        Assert.Equal(Minute, incident.Excess);
        Assert.False(incident.IsLate);
        Assert.Equal(1, incident.Flaps);
        Assert.Equal(Evaluation(134) - At(130), incident.Resolution);
        Assert.Equal(Evaluation(131), incident.ResolutionFloor);
    }

    [Fact]
    public void An_instance_that_was_pending_before_is_faster_than_the_floor()
    {
        var run = new SyntheticRun { Incidents = [Incident(120, 10)] };
        Assert.Equal(-Minute, Assert.Single(run.Judge(Rule(hold: 2), Between(119, 130)).Incidents).Excess);
    }

    [Fact]
    public void A_detection_in_the_grace_is_late()
    {
        var run = new SyntheticRun { Incidents = [Incident(120, 10)] };
        Assert.True(Assert.Single(run.Judge(Rule(), Between(131, 132)).Incidents).IsLate);
    }

    [Fact]
    public void Episodes_that_overlap_or_touch_are_one_page()
    {
        var run = new SyntheticRun();
        var judgement = run.Judge(Rule(), (series, scrape) => series.Equals(Series) ? Between(120, 125)(series, scrape) : Between(125, 130)(series, scrape), null, Series, Other);
        Assert.Equal([new RuleEpisode(EpisodeVerdict.False, Evaluation(120), Evaluation(130))], judgement.Episodes);
    }

    [Fact]
    public void A_false_episode_that_fires_when_judging_begins_counts()
    {
        var judgement = new SyntheticRun().Judge(Rule(), Between(50, 70), Between(50, 70));
        Assert.Equal([new RuleEpisode(EpisodeVerdict.False, Evaluation(60), Evaluation(70))], judgement.Episodes);
        Assert.Equal((1, 10, 240), (judgement.FalseOnTwin, judgement.FiringOnTwin, judgement.Evaluations));
    }

    [Fact]
    public void Without_a_twin_episodes_are_judged_by_time_alone()
    {
        var run = new SyntheticRun { Incidents = [Incident(120, 10), Incident(180, 10)] };
        var history = run.History(Rule(lookBack: 60), (series, scrape) => Between(122, 125)(series, scrape) || Between(140, 145)(series, scrape) || Between(170, 200)(series, scrape), null, Series)
            with
        { Twin = null, Selected = null };
        var judgement = RuleJudge.Judge(Rule(lookBack: 60), history, run.Judged);
        Assert.Equal([EpisodeVerdict.Detection, EpisodeVerdict.Unmatched, EpisodeVerdict.Unmatched], judgement.Episodes.Select(episode => episode.Verdict));
        Assert.Equal([IncidentOutcome.Detected, IncidentOutcome.AlreadyFiring], judgement.Incidents.Select(each => each.Outcome));
        Assert.Equal((null, null), (judgement.FalseOnTwin, judgement.FiringOnTwin));
    }

    // A start that moves round 240 evaluations falls into a window of 15 of them with probability 15/240.
    [Fact]
    public void Chance_is_the_share_of_the_judged_time_that_would_have_detected()
    {
        var chances = Enumerable.Range(1, 200).Select(seed =>
            new SyntheticRun { Seed = (ulong)seed, Incidents = [Incident(120, 10)] }.Judge(Rule(), Between(200, 201)).Incidents[0].Chance).ToArray();
        MetricsSimulator.Test.Statistics.Expect.Share("chance", chances.Average(), 15.0 / 240, 200.0 * 200);
    }

    [Fact]
    public void A_history_whose_signal_has_other_evaluations_than_its_schedule_is_refused()
    {
        var run = new SyntheticRun();
        var history = run.History(Rule(), Between(1, 2), null, Series);
        Assert.Throws<ArgumentException>(() => RuleJudge.Judge(Rule(), history with { Schedule = history.Schedule with { Count = 10 } }, run.Judged));
    }

    [Fact]
    public void Every_evaluation_at_which_a_rule_fires_has_a_verdict_and_the_order_of_instances_and_incidents_does_not_matter() =>
        Gen.Select(Gen.Select(Gen.Int[60, 280], Gen.Int[1, 40], Gen.Int[0, 3]).Array[0, 6], Gen.Select(Gen.Int[60, 280], Gen.Int[1, 40], Gen.Int[0, 1]).Array[0, 8], Gen.Int[0, 3]).Sample((anomalies, fires, hold) =>
        {
            SortedLabels[] series = [Series, Other];
            var incidents = anomalies.Select((each, i) => Incident(each.Item1, each.Item2, "nan", $"{i}", each.Item3 == 2 ? series : [series[each.Item3 % 2]])).ToArray();
            var run = new SyntheticRun { Incidents = [.. incidents] };
            var rule = Rule(hold: hold, lookBack: 10);
            bool Signal(SortedLabels one, DateTimeOffset scrape) => fires.Any(each => series[each.Item3].Equals(one) && Between(each.Item1, each.Item1 + each.Item2)(one, scrape));
            bool Twin(SortedLabels one, DateTimeOffset scrape) => fires.Skip(4).Any(each => series[each.Item3].Equals(one) && Between(each.Item1, each.Item1 + each.Item2)(one, scrape));
            var judgement = run.Judge(rule, Signal, Twin, series);

            var history = run.History(rule, Signal, Twin, series);
            for (var k = 60; k < 300; k++)
            {
                var fired = Enumerable.Range(0, 2).Any(i => history.Signal.EpisodesOf(i).Any(episode => episode.FiresAt >= 60 && episode.Covers(k)));
                var instant = run.Schedule.InstantOf(k);
                var judged = judgement.Episodes.Any(episode => episode.FiresAt <= instant && instant < episode.EndsAt);
                Assert.True(!fired || judged);
            }

            var reordered = new SyntheticRun { Incidents = [.. incidents.Reverse()] }.Judge(rule, Signal, Twin, [.. series.Reverse()]);
            Assert.Equal(judgement.Episodes, reordered.Episodes);
            Assert.Equal(judgement.Incidents, reordered.Incidents);
        });

    private static ScoredRule Rule(int hold = 0, int keep = 0, int lookBack = 0) => new("Rule", new AlertTiming(Minute, hold * Minute, keep * Minute), lookBack * Minute);

    // The evaluation of a minute sees the scrape with which the minute begins.
    private static DateTimeOffset Evaluation(int minute) => At(minute) + TimeSpan.FromSeconds(7);

    private static Func<SortedLabels, DateTimeOffset, bool> Between(double first, double end) => (_, scrape) => At(first) <= scrape && scrape < At(end);
}
