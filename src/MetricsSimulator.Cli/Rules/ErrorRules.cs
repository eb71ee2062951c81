using System.Globalization;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Rules;

/// <summary>Alerts for the share of tool calls that fail: one with a short window for a high share, and one with a long window for a lower share that lasts.</summary>
internal static class ErrorRules
{
    private static readonly (QueryWindow Window, decimal Limit, TimeSpan For, Severity Severity, string Reason)[] s_windows =
    [
        (QueryWindow.Of(TimeSpan.FromMinutes(5)), 0.12m, TimeSpan.FromMinutes(1), Severity.Page,
            """
            In the scenario everyday, 5 % of the calls fail. Five minutes of a weekend's night have 288 calls or more, so that the standard deviation of the share is
            1.3 % (binomial), and 12 % is five standard deviations away. The share of fewer than 100 calls is mostly chance.
            """),
        (QueryWindow.Hour, 0.07m, TimeSpan.FromMinutes(2), Severity.Ticket,
            """
            An hour of such a night has 3456 calls or more, so that 7 % is five standard deviations above 5 %. In degradation, 10 % of some 960 calls fail, and 7 % is three
            below that: if the share falls below 7 % by chance for a moment, the alert keeps firing.
            """),
    ];

    /// <summary>The rules.</summary>
    public static IEnumerable<PrometheusRule> Of(CatalogueMetrics metrics)
    {
        if (metrics is not { Errors: { } errors, Attempts: { } calls }) yield break;
        foreach (var (window, limit, wait, severity, reason) in s_windows)
        {
            var (text, percent) = (DurationText.Format(window.Length!.Value), (100 * limit).ToString("0.##", CultureInfo.InvariantCulture));
            var share = new RecordingRule($"job:{RateRules.StemOf(errors)}:share{text}", new Ratio(errors.Rate(window, "job"), calls.Rate(window, "job")));
            yield return share;
            yield return new AlertRule("ClaudeCodeErrorShare", share.Recorded.Above((double)limit).And(calls.Increase(window, "job").Above(100)), wait, severity)
            {
                Reason = reason,
                KeepFiringFor = TimeSpan.FromMinutes(10),
                Labels = [("window", text)],
                Detects = ["error_burst"],
                Summary = "{{ $value | humanizePercentage }} of the tool calls fail.",
                Description = $"In the last {text}, {{{{ $value | humanizePercentage }}}} of the tool calls of {{{{ $labels.job }}}} failed; 5 % is usual, and {percent} % the limit. "
                    + $"First see which errors grew: sum by (error_type) (rate({SelectorText.Of(errors.Name)}[{text}])).",
            };
        }
    }
}
