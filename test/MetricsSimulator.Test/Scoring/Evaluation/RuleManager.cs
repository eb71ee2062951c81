using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Scoring.Evaluation;

/// <summary>Prometheus's own rule manager, in <c>promtool test rules</c>: it says whether it has the same alerts at every evaluation.</summary>
internal static class RuleManager
{
    // What promtool says of a few evaluations is enough.
    private const int MostCharacters = 3000;

    private static readonly Regex s_groupName = new(@"^\s*- \{?name: ([^\s,}]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Compares the alerts of all rules at all evaluations, which must have the same interval.</summary>
    /// <param name="rules">The file of rules.</param>
    /// <param name="series">The samples of the history.</param>
    /// <param name="scrapes">The time between two samples of a series.</param>
    /// <param name="activity">What was found.</param>
    /// <param name="compared">The number of samples of <c>ALERTS</c> that were found.</param>
    /// <returns>What promtool says against it; empty if it agrees.</returns>
    public static string Differences(string rules, IReadOnlyList<TestSeries> series, TimeSpan scrapes, HistoryActivity activity, out int compared)
    {
        using var folder = new TemporaryFolder();
        folder.Write("rules.yml", rules);
        var schedule = activity.Alerts[0].Schedule;
        Assert.All(activity.Alerts, alert => Assert.Equal(schedule, alert.Schedule));
        // Without an order, promtool evaluates the groups of a file in any. Those without alerts count too, because alerts read what they record.
        var groups = s_groupName.Matches(rules).Select(match => match.Groups[1].Value).Concat(activity.Alerts.Select(alert => alert.Rule.Group.Name)).Distinct();
        var test = new StringBuilder();
        test.Append(CultureInfo.InvariantCulture, $"rule_files: [rules.yml]\ngroup_eval_order: [{string.Join(", ", groups)}]\nevaluation_interval: {(int)schedule.Interval.TotalSeconds}s\ntests:\n- interval: {(int)scrapes.TotalSeconds}s\n  input_series:\n");
        foreach (var each in series) test.Append(CultureInfo.InvariantCulture, $"  - {{series: '{each.Name}', values: '{string.Join(' ', each.Values)}'}}\n");
        test.Append("  promql_expr_test:\n");
        var found = Samples(activity, out compared);
        for (var k = 0; k < schedule.Count; k++)
            test.Append(CultureInfo.InvariantCulture, $"  - expr: ALERTS\n    eval_time: {(int)schedule.Interval.TotalSeconds * k}s\n    exp_samples:{(found[k].Length == 0 ? " []" : "")}\n{found[k]}");
        folder.Write("tests.yml", test.ToString());
        var result = ExternalTool.Promtool.Run(["test", "rules", folder.File("tests.yml")]);
        Assert.True(result.Status == 0 || result.ToString().Contains("exp:", StringComparison.Ordinal), result.ToString());
        var differences = result.Status == 0 ? "" : result.ToString();
        return differences[..Math.Min(differences.Length, MostCharacters)];
    }

    private static StringBuilder[] Samples(HistoryActivity activity, out int count)
    {
        count = 0;
        var found = Enumerable.Range(0, activity.Alerts[0].Schedule.Count).Select(_ => new StringBuilder()).ToArray();
        foreach (var alert in activity.Alerts)
        {
            var trace = AlertStateMachine.Run(alert.Timing, alert.Activity);
            for (var i = 0; i < alert.Activity.InstanceCount; i++)
            {
                foreach (var span in trace.SpansOf(i))
                {
                    var labels = AlertsBlock.LabelsOf(alert.Activity.LabelsOf(i), span.IsFiring);
                    for (var k = span.First; k < span.End; k++, count++) found[k].Append(CultureInfo.InvariantCulture, $"    - {{labels: '{labels}', value: 1}}\n");
                }
            }
        }

        return found;
    }
}
