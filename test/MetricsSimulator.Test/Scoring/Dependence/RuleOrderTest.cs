using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Test.Scoring.Evaluation;

namespace MetricsSimulator.Test.Scoring.Dependence;

public sealed class RuleOrderTest
{
    [Fact]
    public void Rules_that_others_read_come_first()
    {
        var rules = Rules("""
            groups:
            - name: g
              rules:
              - {record: a, expr: x}
              - {record: b, expr: "sum(a) + a"}
              - {alert: C, expr: "b > 1"}
              - {alert: D, expr: "{__name__=~'a|b', level='x'}"}
              - {record: unread, expr: y}
              - {alert: E, expr: "ALERTS{alertname!='D'}"}
            """);
        Assert.Equal([0, 1, 2, 2, 0, 3], rules.Select(rule => rule.Depth));
        Assert.Equal([true, true, true, true, false, true], rules.Select(rule => rule.IsNeeded));
        Assert.Equal([true, true, true, false, false, false], rules.Select(rule => rule.IsRead));
        Assert.Equal([0, 1], rules[3].Reads);
        Assert.Equal(["{__name__=\"b\"}", "{__name__=\"a\"}", "{__name__=\"x\"}"], rules[2].Selectors.Select(selector => selector.Text));
    }

    [Fact]
    public void Labels_that_are_known_say_which_rules_a_selector_cannot_read()
    {
        var rules = Rules("""
            groups:
            - name: g
              rules:
              - {record: r, expr: x, labels: {window: 5m}}
              - {record: r, expr: x, labels: {window: 1h}}
              - {alert: A, expr: "r{window='1h'} > 1 and r{other='', window=~'1.*'}", labels: {severity: page, from: "{{ $labels.x }}"}}
              - {alert: B, expr: "ALERTS{severity='ticket'}"}
              - {alert: C, expr: "ALERTS{severity='page', from='x', alertname='A'}"}
            """);
        Assert.Equal([1], rules[2].Reads);
        // Their results may have the label: those of the third may not.
        Assert.Equal([3, 4], rules[3].Reads);
        Assert.Equal([2], rules[4].Reads);
    }

    [Fact]
    public void A_rule_before_the_one_that_it_reads_is_evaluated_earlier_unless_it_reads_one_before_it_too()
    {
        var rules = Rules("""
            groups:
            - name: g
              rules:
              - {alert: Before, expr: later}
              - {record: first, expr: x}
              - {alert: Between, expr: first + later}
              - {record: later, expr: x}
              - {alert: After, expr: later}
            - name: other
              rules:
              - {alert: Elsewhere, expr: later + above}
            - name: above
              rules:
              - {record: above, expr: x}
            """);
        Assert.Equal(["Before"], rules.Where(rule => rule.IsBeforeWhatItReads).Select(rule => rule.Definition.Name));
        Assert.Equal(["Between"], rules.Where(rule => !rule.Differences.IsEmpty).Select(rule => rule.Definition.Name));
        Assert.Contains("before and after it", rules[2].Differences[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_that_read_themselves_are_reported_and_do_not_hang()
    {
        var rules = Rules("""
            groups:
            - name: g
              rules:
              - {record: self, expr: "self + x"}
              - {record: a, expr: b}
              - {record: b, expr: a}
              - {alert: All, expr: "self + a"}
              - {alert: Any, expr: "{job='x'}"}
            """);
        Assert.Equal([true, true, true, false, true], rules.Select(rule => rule.Differences.Any(difference => difference.Contains("itself", StringComparison.Ordinal))));
        Assert.Equal([0, 0, 0, 1], rules.Take(4).Select(rule => rule.Depth));
    }

    [Fact]
    public void What_cannot_be_exact_is_said()
    {
        var rules = Rules("""
            groups:
            - name: g
              rules:
              - {alert: New, expr: "rate(x[5m + 1m])"}
              - {alert: State, expr: "time() - ALERTS_FOR_STATE{alertname='X'}"}
              - {alert: Template, expr: x, labels: {value: "{{ $value }}"}}
              - {alert: Fine, expr: x, labels: {instance: "{{ $labels.instance }}"}}
            """);
        Assert.Equal([1, 1, 1, 0], rules.Select(rule => rule.Differences.Length));
        Assert.Equal("its label value has the template {{ $value }}, which is left as it is.", rules[2].Differences[0]);
    }

    [Fact]
    public void The_look_back_goes_through_recorded_series_and_alerts()
    {
        var rules = Rules("""
            groups:
            - name: g
              query_offset: 30s
              rules:
              - {record: r, expr: "rate(x[10m])"}
              - {alert: A, expr: "avg_over_time(r[1h]) > 1 or x offset 1m", for: 15m}
              - {alert: B, expr: "ALERTS{alertname='A'}"}
            """);
        Assert.Equal(["00:10:30", "01:11:00", "01:31:30"], rules.Select(rule => rule.LookBack.ToString()));
    }

    private static System.Collections.Immutable.ImmutableArray<EvaluatedRule> Rules(string yaml) => RuleOrder.Of(EvaluatedHistory.Rules(yaml).Groups);
}
