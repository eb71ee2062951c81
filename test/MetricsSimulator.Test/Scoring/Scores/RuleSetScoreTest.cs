using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Scores;
using MetricsSimulator.Test.Scoring.Judging;
using static MetricsSimulator.Test.Scoring.Judging.SyntheticRun;
using static MetricsSimulator.Test.Scoring.Scores.KnownAnswersTest;

namespace MetricsSimulator.Test.Scoring.Scores;

public sealed class RuleSetScoreTest
{
    [Fact]
    public void A_cascade_is_one_incident_that_the_first_rule_detects_from_the_start_of_its_root()
    {
        var root = Incident(120, 5, "nan");
        var follower = Incident(122, 5, "spike") with { RootId = root.Id, RootStart = root.Start };
        SyntheticRun[] runs = [new SyntheticRun { Phase = TimeSpan.Zero, Incidents = [root, follower, Incident(180, 5, "nan"), Incident(240, 5, "variance")] }];
        RuleResults[] rules =
        [
            Results(Rule() with { Name = "Slow", Claims = new([new("nan", null)]) }, runs, _ => Between(125, 130, 181, 185)),
            Results(Rule() with { Name = "Fast", Claims = new([new("spike", null)]) }, runs, _ => Between(123, 126, 0, 0), (_, scrape) => scrape == At(200)),
        ];
        var score = RuleSetScore.Of(rules);
        Assert.Equal((2, 2, 1.0), (score.Judged, score.Detected, score.Recall!.Value));
        Assert.Equal((60.0, TimeSpan.FromMinutes(3)), (score.Delay!.Median.Value, score.Delay.Worst));
        Assert.Equal([new("Fast", 1), new RuleShare("Slow", 1)], score.First);
        Assert.Equal(6, score.FalsePerDay!.Value, 10);
    }

    private static Func<SortedLabels, DateTimeOffset, bool> Between(double first, double end, double again, double last) =>
        (_, scrape) => scrape >= At(first) && scrape < At(end) || scrape >= At(again) && scrape < At(last);
}
