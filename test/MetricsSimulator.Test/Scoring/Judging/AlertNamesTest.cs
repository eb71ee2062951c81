using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Configuration.RuleFiles;

namespace MetricsSimulator.Test.Scoring.Judging;

public sealed class AlertNamesTest
{
    [Fact]
    public void Alerts_with_one_name_are_told_apart_by_the_labels_in_which_they_differ_and_else_by_numbers() => Assert.Equal(
        ["Burn window=1h", "Burn window=6h", "Other", "Burn", "Twice", "Twice 2"],
        Names(
            """
            groups:
              - name: a
                rules:
                  - {alert: Burn, expr: up, labels: {severity: page, window: 1h}}
                  - {alert: Burn, expr: up, labels: {severity: page, window: 6h}}
                  - {alert: Other, expr: up, labels: {severity: page}}
                  - {alert: Burn, expr: up, labels: {severity: page}}
                  - {alert: Twice, expr: up}
                  - {alert: Twice, expr: up}
            """));

    private static List<string> Names(string rules) => AlertNames.Of(RuleOrder.Of(RuleFileReader.Read(System.Text.Encoding.UTF8.GetBytes(rules), "rules.yml").File!.Groups));
}
