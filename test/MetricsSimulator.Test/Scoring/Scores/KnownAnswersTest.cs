using System.Collections.Immutable;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Incidents;
using MetricsSimulator.Scoring.Judging;
using MetricsSimulator.Scoring.Scores;
using MetricsSimulator.Scoring.Statistics;
using MetricsSimulator.Test.Scoring.Judging;
using static MetricsSimulator.Test.Scoring.Judging.SyntheticRun;

namespace MetricsSimulator.Test.Scoring.Scores;

/// <summary>Rules whose scores are known without a measurement.</summary>
public sealed class KnownAnswersTest
{
    [Fact]
    public void A_rule_that_returns_exactly_the_disturbed_scrapes_detects_all_at_the_floor()
    {
        var score = Score(Rule(), RandomRuns(20, 5), run => run.IsDisturbed);
        Assert.Equal((60, 60, 1.0), (score.Detection.Judged, score.Detection.Detected, score.Detection.Recall!.Value));
        Assert.Equal((TimeSpan.Zero, 0, 0), (score.MedianExcess, score.FalsePerDay!.Value, score.FalsePerDayOnSignal!.Value));
        Assert.Equal((1.0, 1.0, 0.0), (score.Precision, score.F1, score.FiringShare));
        Assert.InRange(score.Delay!.Worst, TimeSpan.Zero, Minute);
        Assert.InRange(score.Nab!.Value, 98, 100);
    }

    [Fact]
    public void The_delay_of_a_rule_with_a_for_is_the_floor()
    {
        var runs = RandomRuns(20, 15);
        var rule = Rule(hold: 10);
        Assert.All(Results(rule, runs, run => run.IsDisturbed).Judgements.SelectMany(judgement => judgement.Incidents), incident =>
            Assert.Equal((IncidentOutcome.Detected, TimeSpan.Zero), (incident.Outcome, incident.Excess)));
        Assert.InRange(Score(rule, runs, run => run.IsDisturbed).Delay!.Median.Value, 600, 660);
    }

    [Fact]
    public void Incidents_of_two_minutes_are_too_short_for_a_for_of_five()
    {
        var score = Score(Rule(hold: 5), RandomRuns(20, 2), run => run.IsDisturbed);
        Assert.Equal((60, 0, 60), (score.Detection.Judged, score.Detection.Detected, score.Detection.TooShort));
        Assert.Equal((0.0, 0.0, null), (score.Detection.Recall!.Value, score.Nab, score.Delay));
    }

    // An incident of length D is detected if its first evaluation comes less than D − for after its start: at (D − for)/interval of all phases.
    [Theory]
    [InlineData(90, 1, 30)]
    [InlineData(80, 1, 20)]
    [InlineData(60, 1, 0)]
    [InlineData(120, 1, 60)]
    [InlineData(330, 5, 30)]
    [InlineData(50, 0, 50)]
    public void Recall_of_short_incidents_is_the_share_of_phases_that_see_them_long_enough(int seconds, int hold, int phases)
    {
        var runs = Enumerable.Range(0, 60).Select(phase => new SyntheticRun { Seed = (ulong)phase, Phase = TimeSpan.FromSeconds(phase + 0.5), Incidents = [Incident(120, seconds / 60.0)] });
        var detection = Score(Rule(hold), [.. runs], run => run.IsDisturbed).Detection;
        Assert.Equal((60, phases, 60 - phases), (detection.Judged, detection.Detected, detection.TooShort));
    }

    [Fact]
    public void A_rule_that_always_fires_detects_nothing_and_is_told_by_its_firing_share()
    {
        var score = Score(Rule(), RandomRuns(20, 5), _ => (_, _) => true, (_, _) => true);
        Assert.Equal((60, 0, 60), (score.Detection.Judged, score.Detection.Detected, score.Detection.AlreadyFiring));
        Assert.Equal((1.0, 0.0), (score.FiringShare, score.Detection.Recall!.Value));
        Assert.Equal(20 / (20 * 4.0 / 24), score.FalsePerDay!.Value, 10);
    }

    [Fact]
    public void The_rule_that_never_fires_has_recall_0_and_score_0()
    {
        var score = Score(Rule(), RandomRuns(20, 5), _ => (_, _) => false);
        Assert.Equal((60, 0.0, 60, 0.0, 0.0), (score.Detection.Judged, score.Detection.Recall!.Value, score.Detection.Missed, score.Detection.Chance, score.Detection.Skill));
        Assert.Equal((0.0, 0.0, null, null), (score.Nab, score.FalsePerDay!.Value, score.Precision, score.F1));
    }

    [Fact]
    public void A_threshold_that_working_hours_pass_has_a_false_episode_each_weekday()
    {
        var run = new SyntheticRun { Length = TimeSpan.FromDays(7) + TimeSpan.FromHours(2) };
        Func<SortedLabels, DateTimeOffset, bool> isBusy = (_, scrape) => scrape.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && scrape.Hour is >= 9 and < 17;
        var score = Score(Rule(hold: 5), [run], _ => isBusy, isBusy);
        Assert.Equal((5.0 / 7, 5.0 / 7), (score.FalsePerDay!.Value, score.FalsePerDayOnSignal!.Value));
        Assert.Null(score.Detection.Recall);
    }

    [Fact]
    public void The_twin_as_signal_has_the_same_false_episodes_and_no_others()
    {
        var runs = RandomRuns(5, 5).Select(run => new SyntheticRun { Seed = run.Seed }).ToArray();
        Func<SortedLabels, DateTimeOffset, bool> isReturned = (_, scrape) => scrape.Minute % 10 < scrape.Hour;
        var results = Results(Rule(hold: 1), runs, _ => isReturned, isReturned);
        Assert.All(results.Judgements, judgement =>
        {
            Assert.Empty(judgement.Incidents);
            Assert.All(judgement.Episodes, episode => Assert.Equal(EpisodeVerdict.False, episode.Verdict));
            Assert.Equal(judgement.FalseOnTwin, judgement.Episodes.Length);
            Assert.NotEqual(0, judgement.FalseOnTwin);
        });
        Assert.Equal(RuleScore.Of(results).FalsePerDay, RuleScore.Of(results).FalsePerDayOnSignal);
    }

    [Fact]
    public void The_order_of_seeds_and_rules_does_not_matter()
    {
        var runs = RandomRuns(8, 5);
        RuleResults[] rules = [Results(Rule(hold: 1) with { Name = "A" }, runs, run => run.IsDisturbed), Results(Rule() with { Name = "B" }, runs, Half)];
        var backwards = rules.Select(results => results with { Judgements = [.. results.Judgements.Reverse()] }).Reverse().ToArray();
        Assert.Equal(Text(RuleScore.Of(rules[1])), Text(RuleScore.Of(backwards[0])));
        RuleSetScore set = RuleSetScore.Of(rules), other = RuleSetScore.Of(backwards);
        Assert.Equal(set with { First = default }, other with { First = default });
        Assert.Equal(set.First, other.First);
        Assert.NotEqual(0, RuleScore.Of(rules[1]).Detection.Chance);

        static Func<SortedLabels, DateTimeOffset, bool> Half(SyntheticRun run) => (series, scrape) => run.IsDisturbed(series, scrape) && (run.Seed + (ulong)scrape.Hour) % 2 == 0;

        static string Text(RuleScore score) => string.Join('\n', [score, .. score.Kinds, .. score.Delays]);
    }

    [Fact]
    public void A_higher_threshold_fires_less()
    {
        var runs = RandomRuns(3, 5);
        var shares = Enumerable.Range(0, 60).Select(threshold => Score(Rule(), runs, _ => Above(threshold), Above(threshold)).FiringShare!.Value).ToArray();
        Assert.Equal(shares.OrderDescending(), shares);
        Assert.Equal(1, shares[0]);
        Assert.InRange(shares[30], 0.3, 0.7);

        static Func<SortedLabels, DateTimeOffset, bool> Above(int threshold) => (_, scrape) => scrape.Minute * 7 % 60 >= threshold;
    }

    [Fact]
    public void Precision_supposes_a_number_of_incidents_a_day()
    {
        var results = Results(Rule(), RandomRuns(20, 5), run => run.IsDisturbed, (_, scrape) => scrape.Hour == 2 && scrape.Minute < 5);
        var score = RuleScore.Of(results);
        Assert.Equal(6, score.FalsePerDay!.Value, 10);
        Assert.Equal(1.0 / 7 / (1.0 / 7 + 6), score.Precision!.Value, 10);
        Assert.Equal(24 / 30.0, RuleScore.Of(results, 24).Precision!.Value, 10);
        Assert.Equal(2 * 0.8 / 1.8, RuleScore.Of(results, 24).F1!.Value, 10);
        Assert.Throws<ArgumentException>(() => RuleScore.Of(results, 0));
    }

    [Fact]
    public void Recall_within_a_time_counts_missed_incidents_too()
    {
        var runs = RandomRuns(20, 10);
        var score = Score(Rule(hold: 4), runs, run => (series, scrape) => run.Seed % 2 == 0 && run.IsDisturbed(series, scrape));
        Assert.Equal((0.0, 0.5, 0.5), (score.RecallWithin(Minute), score.RecallWithin(5 * Minute), score.RecallWithin(15 * Minute)));
    }

    [Fact]
    public void Kinds_have_scores_of_their_own_and_those_above_chance_are_suggested()
    {
        var runs = Enumerable.Range(1, 20).Select(seed => new SyntheticRun { Seed = (ulong)seed, Incidents = [Incident(80 + seed, 5, "nan"), Incident(180 + seed, 5, "spike")] }).ToArray();
        var score = Score(Rule() with { Claims = new([new("spike", null)]) }, runs, run => (series, scrape) => scrape < At(160) && run.IsDisturbed(series, scrape));
        Assert.Equal([("spike", true, 0, 20), ("nan", false, 20, 20)], score.Kinds.Select(kind => (kind.Kind, kind.IsClaimed, kind.Detection.Detected, kind.Detection.Judged)));
        Assert.Equal("nan", score.SuggestedClaims.ToString());
        Assert.Equal(0, score.Detection.Recall!.Value);
    }

    // The window is [120:00, 129:50 + 5 min): 14 min 50 s. A false start 14 min 50 s after its end has y = 1.
    [Fact]
    public void The_score_of_the_Numenta_benchmark_weighs_early_detections_and_false_starts()
    {
        var run = new SyntheticRun { Incidents = [Incident(120, 10)], Phase = TimeSpan.FromSeconds(40) };
        var best = Sigmoid(-1) + 1;
        Assert.Equal(100 * (Sigmoid((127 + 40.0 / 60 - 134 - 50.0 / 60) / (14 + 50.0 / 60)) + 1) / best, Score(Rule(), [run], _ => Fires(127)).Nab!.Value, 9);
        Assert.Equal(100 * 0.11 * Sigmoid(1) / best, Score(Rule(), [run], _ => Fires(149)).Nab!.Value, 9);
        Assert.Equal(100 * -0.11 / best, Score(Rule(), [run], _ => Fires(100)).Nab!.Value, 9);

        static double Sigmoid(double y) => 2 / (1 + Math.Exp(5 * y)) - 1;

        static Func<SortedLabels, DateTimeOffset, bool> Fires(int minute) => (_, scrape) => scrape >= At(minute) && scrape < At(minute + 1);
    }

    internal static ScoredRule Rule(int hold = 0) => new("Rule", new AlertTiming(Minute, hold * Minute), TimeSpan.Zero);

    internal static RuleResults Results(
        ScoredRule rule, SyntheticRun[] runs, Func<SyntheticRun, Func<SortedLabels, DateTimeOffset, bool>> signal, Func<SortedLabels, DateTimeOffset, bool>? twin = null) =>
        new(rule, [.. runs.Select(run => run.Judge(rule, signal(run), twin))]);

    // Three incidents a run, at random times that leave room for the grace.
    internal static SyntheticRun[] RandomRuns(int seeds, double minutes) => [.. Enumerable.Range(1, seeds).Select(seed =>
    {
        var draws = new SplitMix64((ulong)seed);
        ImmutableArray<Incident> incidents = [.. Enumerable.Range(0, 3).Select(i => Incident(70 + 70 * i + draws.Below(6 * 40) / 6.0, minutes))];
        return new SyntheticRun { Seed = (ulong)seed, Phase = TimeSpan.FromSeconds(draws.Below(60) + 0.5), Incidents = incidents };
    })];

    private static RuleScore Score(
        ScoredRule rule, SyntheticRun[] runs, Func<SyntheticRun, Func<SortedLabels, DateTimeOffset, bool>> signal, Func<SortedLabels, DateTimeOffset, bool>? twin = null) =>
        RuleScore.Of(Results(rule, runs, signal, twin));
}
