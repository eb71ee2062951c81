using System.Collections.Immutable;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Rules;

/// <summary>Recording rules for a team: what each counter counted in an hour, and cost and tokens by model, team and developer.</summary>
internal static class TeamGainRules
{
    /// <summary>The rules.</summary>
    public static IEnumerable<PrometheusRule> Of(WorkloadMetrics metrics)
    {
        foreach (var metric in metrics.All)
        {
            yield return OfHour(metric) with
            {
                Reason = metric != metrics.Sessions || metric.IsDelta ? "" : $"""
                    The series of a session begin at their first count, which increase() and rate() miss. So what was counted in a window is the greatest value in it, minus the value before.
                    It is looked for in the {Gain.Memory.TotalHours:0} hours before the window.
                    """,
            };
        }

        yield return OfHour(metrics.Cost, "model");
        yield return OfHour(metrics.Tokens, "model");
        if (metrics.Team is { } team) yield return OfHour(metrics.Cost, team);
        yield return OfHour(metrics.Cost, metrics.Developer);
    }

    /// <summary>What a counter counted in an hour.</summary>
    /// <param name="metric">The counter.</param>
    /// <param name="by">The labels to keep besides the job.</param>
    public static RecordingRule OfHour(QueriedMetric metric, params ImmutableArray<string> by) =>
        new($"{string.Join('_', ["job", .. by])}:{RateRules.StemOf(metric)}:gain1h", metric.Gain(QueryWindow.Hour, ["job", .. by]));
}
