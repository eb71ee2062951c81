using CsCheck;

namespace MetricsSimulator.Test.Scoring.Evaluation;

/// <summary>Rules over written histories fire as in Prometheus's own rule manager.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class HistoryEvaluationTest
{
    private const int Minutes = 180;
    private static readonly TimeSpan s_scrapes = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_length = TimeSpan.FromMinutes(Minutes);

    // Recorded series three deep, in one group and across groups; a rule before the one that it reads; alerts on alerts; labels that are added, replaced, removed, and made from others.
    private const string Rules = """
        groups:
        - name: late
          rules:
          - {alert: Early, expr: "level:count > 1", for: 2m}
          - {record: "level:count", expr: "count by (level) (level:value > 0)"}
          - {record: "level:value", expr: "x * on (instance) group_left (level) info", labels: {kind: product}}
          - {record: "level:sum", expr: "sum by (level) (level:value{kind='product'})"}
          - {alert: Summed, expr: "level:sum > 1", labels: {severity: page}}
          - {alert: Range, expr: "max_over_time(level:sum[4m]) > 2", for: 1m, keep_firing_for: 3m}
        - name: others
          rules:
          - {alert: Present, expr: "x == 1", for: 2m, labels: {instance: "", from: "{{ $labels.instance }}/{{$labels.none}}"}}
          - {alert: Kept, expr: "x == 1", keep_firing_for: 2m}
          - {alert: NotANumber, expr: "x != x"}
          - {alert: Gone, expr: "absent(x{instance='i0'})", for: 1m}
          - {alert: Ending, expr: "level:sum offset 2m unless level:sum", labels: {alertname: ignored}}
          - {alert: Stepped, expr: "max_over_time((sum by (level) (x * on (instance) group_left (level) info))[10m:]) > 2"}
          - {alert: Fixed, expr: "sum(x @ end()) > 1 or sum(x @ start()) > 2"}
        - name: above
          rules:
          - {alert: Page, expr: "count(ALERTS{alertstate='firing', alertname=~'Summed|Range'}) > 1", for: 1m}
          - {alert: Pending, expr: "ALERTS{alertname='Early', alertstate='pending'}"}
          - {alert: Deep, expr: "count by (alertname) (ALERTS{alertname='Page'})"}
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rules_of_every_kind_fire_as_in_the_rule_manager(int seed)
    {
        TestSeries[] series = [.. Inputs((ulong)seed).Select(TestSeries.Parse)];
        var activity = await EvaluatedHistory.OfAsync(Rules, [.. Inputs((ulong)seed)], s_scrapes, s_length);
        Assert.All(activity.Alerts, alert => Assert.Null(alert.Failures));
        var differences = RuleManager.Differences(Rules, series, s_scrapes, activity, out var compared);
        Assert.True(differences.Length == 0, differences);
        Assert.True(compared > 1000, $"{compared} samples");
        Assert.All(activity.Alerts, alert => Assert.True(alert.Activity.InstanceCount > 0, alert.Rule.Definition.Name));
    }

    [Fact]
    public async Task An_answer_that_is_wrong_at_one_evaluation_is_found()
    {
        TestSeries[] series = [.. Inputs(1).Select(TestSeries.Parse)];
        var activity = await EvaluatedHistory.OfAsync(Rules, [.. Inputs(1)], s_scrapes, s_length);
        var kept = activity.Alerts.Single(alert => alert.Rule.Definition.Name == "NotANumber").Activity;
        kept.Add(0, Enumerable.Range(0, Minutes).First(k => !kept.ReturnedOf(0)[k]));
        Assert.NotEqual("", RuleManager.Differences(Rules, series, s_scrapes, activity, out _));
    }

    [Fact]
    public async Task Series_that_selectors_select_are_told_through_recorded_ones()
    {
        var activity = await EvaluatedHistory.OfAsync(Rules, [.. Inputs(1)], s_scrapes, s_length);
        Assert.Equal(3, activity.Selected["{__name__=\"x\"}"].Length);
        var deep = activity.Alerts.Single(alert => alert.Rule.Definition.Name == "Deep").Rule;
        Assert.Contains(deep.Selectors, selector => selector.Text == "{__name__=\"info\"}");
    }

    // Three instances with values that last a while, absent samples, markers of staleness, and a level that changes with its series.
    private static IEnumerable<string> Inputs(ulong seed)
    {
        var random = PCG.Parse($"{seed:0000000000000000}");
        var length = (int)(s_length / s_scrapes);
        for (var i = 0; i < 3; i++)
        {
            var value = "1";
            yield return $"x{{instance=\"i{i}\"}}: {string.Join(' ', Enumerable.Range(0, length).Select(_ => value = random.Next(12) == 0 ? (string[])["0", "1", "1", "2", "3", "_", "NaN", "stale"] is var all ? all[(int)random.Next(8)] : value : value))}";
            var high = new bool[length];
            for (var k = 1; k < length; k++) high[k] = high[k - 1] ^ random.Next(20) == 0;
            foreach (var isHigh in (bool[])[false, true])
                yield return $"info{{instance=\"i{i}\",level=\"{(isHigh ? "high" : "low")}\"}}: {string.Join(' ', high.Select((now, k) => now == isHigh ? "1" : k > 0 && high[k - 1] == isHigh ? "stale" : "_"))}";
        }
    }
}
