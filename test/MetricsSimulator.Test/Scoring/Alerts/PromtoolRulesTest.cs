using System.Globalization;
using System.Text;
using CsCheck;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Scoring.Alerts;

/// <summary>
/// Prometheus's own rule manager, in <c>promtool test rules</c>, has the same <c>ALERTS</c> at every evaluation, for all combinations of <c>for</c> and <c>keep_firing_for</c> up to
/// three intervals. The input series have values that the expression returns (1) or not (0), absent samples, markers of staleness, and values that move to another label.
/// </summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class PromtoolRulesTest
{
    private const int Evaluations = 24;

    // An absent sample leaves the one before in place for 5 minutes. Versions differ in whether exactly 5 minutes are too long, so that no gap is as long.
    private const int LongestGap = 4;

    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private static readonly int[] HalfIntervals = [0, 1, 2, 3, 4, 6];

    [Fact]
    public void Every_combination_of_for_and_keep_firing_for_has_the_states_that_Prometheus_has() =>
        Assert.Empty(Differences(Inputs(24), (hold, keep) => new AlertTiming(AlertPattern.Interval, hold, keep)));

    // A tick more turns "at least" into "more than", and no other duration.
    [Fact]
    public void A_machine_that_waits_for_more_than_for_is_found() =>
        Assert.NotEmpty(Differences(Inputs(4), (hold, keep) => new AlertTiming(AlertPattern.Interval, hold + Tick, keep)));

    [Fact]
    public void A_machine_that_keeps_firing_until_more_than_keep_firing_for_has_passed_is_found() =>
        Assert.NotEmpty(Differences(Inputs(4), (hold, keep) => new AlertTiming(AlertPattern.Interval, hold, keep + Tick)));

    // What promtool says of the tests that our states fail.
    private static string Differences(string[][] inputs, Func<TimeSpan, TimeSpan, AlertTiming> timing)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("rules.yml"), Rules());
        File.WriteAllText(folder.File("tests.yml"), Tests(inputs, timing));
        var result = ExternalTool.Promtool.Run(["test", "rules", folder.File("tests.yml")]);
        Assert.True(result.Status == 0 || result.ToString().Contains("exp:", StringComparison.Ordinal), result.ToString());
        return result.Status == 0 ? "" : result.ToString();
    }

    private static string Rules()
    {
        var rules = new StringBuilder("groups:\n- name: combinations\n  rules:\n");
        foreach (var (name, hold, keep) in Combinations())
            rules.Append(CultureInfo.InvariantCulture, $"  - {{alert: {name}, expr: x == 1, for: {hold.TotalSeconds}s, keep_firing_for: {keep.TotalSeconds}s, labels: {{severity: page}}}}\n");
        return rules.ToString();
    }

    private static string Tests(string[][] inputs, Func<TimeSpan, TimeSpan, AlertTiming> timing)
    {
        var tests = new StringBuilder("rule_files: [rules.yml]\nevaluation_interval: 1m\ntests:\n");
        foreach (var series in inputs)
        {
            tests.Append("- interval: 1m\n  input_series:\n");
            foreach (var (values, i) in series.Select((values, i) => (values, i)))
                tests.Append(CultureInfo.InvariantCulture, $"  - {{series: 'x{{instance=\"i{i}\"}}', values: '{string.Join(' ', values.Select(value => value == 's' ? "stale" : value.ToString()))}'}}\n");
            tests.Append("  promql_expr_test:\n");
            var samples = Enumerable.Range(0, Evaluations).Select(_ => new StringBuilder()).ToArray();
            foreach (var (name, hold, keep) in Combinations())
            {
                var trace = AlertStateMachine.Run(timing(hold, keep), Activity(name, series));
                for (var i = 0; i < trace.Activity.InstanceCount; i++)
                    foreach (var span in trace.SpansOf(i))
                        for (var k = span.First; k < span.End; k++)
                            samples[k].Append(CultureInfo.InvariantCulture, $"    - {{labels: 'ALERTS{Labels(trace.Activity.LabelsOf(i), span.IsFiring)}', value: 1}}\n");
            }

            for (var k = 0; k < Evaluations; k++)
                tests.Append(CultureInfo.InvariantCulture, $"  - expr: ALERTS\n    eval_time: {k}m\n    exp_samples:{(samples[k].Length == 0 ? " []" : "")}\n{samples[k]}");
        }

        return tests.ToString();
    }

    private static string Labels(SortedLabels labels, bool isFiring) => labels.ToString().Replace("}", $", alertstate=\"{(isFiring ? "firing" : "pending")}\"}}", StringComparison.Ordinal);

    private static AlertActivity Activity(string name, string[] series)
    {
        var activity = new AlertActivity(Evaluations);
        for (var i = 0; i < series.Length; i++)
        {
            var newest = '_';
            for (var k = 0; k < Evaluations; k++)
            {
                if (series[i][k] != '_') newest = series[i][k];
                if (newest == '1')
                    activity.Add(activity.InstanceOf(AlertPattern.Labels(i).ForAlert(name, [new("severity", "page")])), k);
            }
        }

        return activity;
    }

    private static IEnumerable<(string Name, TimeSpan For, TimeSpan Keep)> Combinations() =>
        from hold in HalfIntervals
        from keep in HalfIntervals
        select ($"For{hold}Keep{keep}", AlertPattern.Interval * hold / 2, AlertPattern.Interval * keep / 2);

    // For each test the values of some series. In every other test the series take turns, as when a value gets another label.
    private static string[][] Inputs(int tests)
    {
        var random = PCG.Parse("0000000000000001");
        return [.. Enumerable.Range(0, tests).Select(test =>
        {
            var series = Enumerable.Range(0, 3).Select(_ => new char[Evaluations]).ToArray();
            var (value, label) = ('1', 0);
            for (var k = 0; k < Evaluations; k++)
            {
                if (random.Next(3) == 0) label = (int)random.Next(3);
                for (var i = 0; i < series.Length; i++)
                {
                    // Most values last, so that there are runs of several lengths.
                    value = k > 0 && random.Next(2) == 0 ? series[i][k - 1] : "1110_s"[(int)random.Next(6)];
                    series[i][k] = test % 2 != 0 ? i == label ? '1' : 's' : k >= LongestGap && series[i].AsSpan(k - LongestGap, LongestGap).IndexOfAnyExcept('_') < 0 ? '0' : value;
                }
            }

            return series.Select(values => new string(values)).ToArray();
        })];
    }
}
