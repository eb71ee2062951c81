using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Test.Scoring.Evaluation;

namespace MetricsSimulator.Test.Scoring.Dependence;

public sealed class RuleLeadTest
{
    [Fact]
    public void A_rule_is_evaluated_for_as_long_as_those_that_read_it_look_back_at_it()
    {
        var leads = Of("""
            groups:
            - name: g
              interval: 1m
              rules:
              - {record: base, expr: "rate(x_total[1w])"}
              - {record: mean, expr: "avg_over_time(base[1h] offset 10m)"}
              - {record: unread, expr: "avg_over_time(base[1d])"}
              - {alert: Long, expr: "x offset 1w > 1", for: 3m}
              - {alert: Mean, expr: "mean > 1", for: 5m, keep_firing_for: 2m}
              - {alert: Page, expr: "ALERTS{alertname='Long'}[30m:] > 1"}
            """);
        // The alert is pending for 5 minutes at most, fires on for 2, and the evaluation before tells whether it was active. An instant selector looks back 5 minutes.
        Assert.Equal(Minutes(5 + 2 + 1), leads["Mean"]);
        Assert.Equal(Minutes(8 + 5 + 1), leads["mean"]);
        Assert.Equal(Minutes(14 + 60 + 10 + 1), leads["base"]);
        // The ranges of what is not recorded are no reason to evaluate it earlier.
        Assert.Equal(Minutes(1 + 35 + 3 + 1), leads["Long"]);
        Assert.Equal(TimeSpan.Zero, leads["unread"]);
    }

    [Fact]
    public void Rules_in_a_circle_have_a_lead_too()
    {
        var leads = Of("groups: [{name: g, rules: [{record: a, expr: 'b'}, {record: b, expr: 'a + b'}, {alert: A, expr: 'a > 1'}]}]");
        Assert.All(leads.Values, lead => Assert.InRange(lead, Minutes(1), Minutes(30)));
    }

    private static Dictionary<string, TimeSpan> Of(string yaml)
    {
        var rules = RuleOrder.Of(EvaluatedHistory.Rules(yaml).Groups);
        var leads = RuleLead.Of(rules, rule => ((AlertingRule)rule.Definition).For + ((AlertingRule)rule.Definition).KeepFiringFor);
        return rules.ToDictionary(rule => rule.Definition.Name, rule => leads[rule.Number], StringComparer.Ordinal);
    }

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);
}
