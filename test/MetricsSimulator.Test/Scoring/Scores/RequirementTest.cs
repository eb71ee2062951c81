using System.Globalization;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Scores;
using static MetricsSimulator.Test.Scoring.Scores.KnownAnswersTest;

namespace MetricsSimulator.Test.Scoring.Scores;

public sealed class RequirementTest
{
    private static readonly string[] Kinds = ["nan", "error_burst"];

    // Sixty incidents of five minutes, all detected by a for of two.
    private static readonly RuleScore Good = RuleScore.Of(Results(Rule(hold: 2) with { Claims = new([new("nan", null)]) }, RandomRuns(20, 5), run => run.IsDisturbed));

    [Theory]
    [InlineData("recall>=1", RequirementOutcome.Met)]
    [InlineData("recall>0.999", RequirementOutcome.Met)]
    [InlineData("recall > 1", RequirementOutcome.Unmet)]
    [InlineData("recall<1", RequirementOutcome.Unmet)]
    [InlineData("recall<=1", RequirementOutcome.Met)]
    [InlineData("recall.low>=0.9", RequirementOutcome.Met)]
    [InlineData("recall.low>=0.999", RequirementOutcome.Unmet)]
    [InlineData("recall_1m>=0.1", RequirementOutcome.Unmet)]
    [InlineData("recall_5m>=1", RequirementOutcome.Met)]
    [InlineData("recall_15m>=1", RequirementOutcome.Met)]
    [InlineData("recall(nan)>=1", RequirementOutcome.Met)]
    [InlineData("recall(nan).low>=0.999", RequirementOutcome.Unmet)]
    [InlineData("recall(error_burst)>=1", RequirementOutcome.NotApplicable)]
    [InlineData("delay_p95<=3m", RequirementOutcome.Met)]
    [InlineData("delay_p95<=1m", RequirementOutcome.Unmet)]
    [InlineData("false_per_day<=0", RequirementOutcome.Met)]
    [InlineData("false_per_day.high<=0", RequirementOutcome.Unmet)]
    [InlineData("firing_share<=0", RequirementOutcome.Met)]
    public void A_requirement_is_decided_by_its_figure(string text, RequirementOutcome outcome)
    {
        var requirement = Read(text).Value!;
        Assert.Equal((text, outcome), (requirement.Text, requirement.Decide(Good)));
    }

    [Fact]
    public void A_figure_that_is_unknown_does_not_meet_a_requirement()
    {
        var none = RuleScore.Of(Results(Rule() with { Claims = new([new("error_burst", null)]) }, RandomRuns(1, 5), run => run.IsDisturbed));
        Assert.Equal(RequirementOutcome.Unknown, Read("recall>=0").Value!.Decide(none));
        Assert.Equal(RequirementOutcome.Unknown, Read("recall(error_burst)>=0").Value!.Decide(none));
        Assert.Equal(RequirementOutcome.NotApplicable, Read("recall(nan)>=0").Value!.Decide(none));
        var missed = RuleScore.Of(Results(Rule(), RandomRuns(1, 5), _ => (_, _) => false));
        Assert.Equal(RequirementOutcome.Unknown, Read("delay_p95<=1h").Value!.Decide(missed));
    }

    [Fact]
    public void A_rule_that_claims_nothing_need_not_detect_anything()
    {
        var score = RuleScore.Of(Results(Rule() with { Claims = new([]) }, RandomRuns(1, 5), run => run.IsDisturbed));
        Assert.Equal(RequirementOutcome.NotApplicable, Read("recall>=0.9").Value!.Decide(score));
        Assert.Equal(RequirementOutcome.Met, Read("false_per_day<=0.2").Value!.Decide(score));
    }

    [Theory]
    [InlineData("recall", "must be a figure, one of >=, <=, >, <, and a number, as in 'recall>=0.9', got 'recall'.")]
    [InlineData("recal>=0.9", "unknown figure 'recal'. Known are recall, recall.low, recall_1m, recall_5m, recall_15m, delay_p95, false_per_day, false_per_day.high, firing_share, recall(KIND) and recall(KIND).low.")]
    [InlineData("recall(nan>=0.9", "unknown figure 'recall(nan'. Known are recall, recall.low, recall_1m, recall_5m, recall_15m, delay_p95, false_per_day, false_per_day.high, firing_share, recall(KIND) and recall(KIND).low.")]
    [InlineData("recall(nam)>=0.9", "unknown kind of anomaly 'nam'. Known are nan, error_burst.")]
    [InlineData("recall>=90", "recall needs a number from 0 to 1, got '90'.")]
    [InlineData("recall>=", "recall needs a number from 0 to 1, got ''.")]
    [InlineData("recall=>0.9", "unknown figure 'recall='. Known are recall, recall.low, recall_1m, recall_5m, recall_15m, delay_p95, false_per_day, false_per_day.high, firing_share, recall(KIND) and recall(KIND).low.")]
    [InlineData("firing_share<=NaN", "firing_share needs a number from 0 to 1, got 'NaN'.")]
    [InlineData("false_per_day<=-1", "false_per_day needs a number of 0 or more, got '-1'.")]
    [InlineData("delay_p95<=soon", "delay_p95 needs a duration of 0 or more, like 5m, got 'soon'.")]
    [InlineData("delay_p95<=-5m", "delay_p95 needs a duration of 0 or more, like 5m, got '-5m'.")]
    public void A_wrong_requirement_is_explained(string text, string error)
    {
        Assert.Equal([error], Read(text).Errors);
        Assert.Null(Read(text).Value);
    }

    [Fact]
    public void All_errors_are_told_at_once() =>
        Assert.Equal(["unknown kind of anomaly 'nam'. Known are nan, error_burst.", "recall(nam) needs a number from 0 to 1, got '2'."], Read("recall(nam)>=2").Errors);

    [Fact]
    public void The_figure_can_be_shown() =>
        Assert.Equal("1", Read("recall>=0.9").Value!.ValueOf(Good)?.ToString(CultureInfo.InvariantCulture));

    private static Reading<Requirement> Read(string text) => Requirement.Read(text, Kinds, DurationText.TryParse);
}
