using System.Collections.Immutable;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Rules;

/// <summary>An alert for token rates that differ from those of the same hour a week before.</summary>
internal static class TokenRules
{
    /// <summary>The rules.</summary>
    public static IEnumerable<PrometheusRule> Of(CatalogueMetrics metrics)
    {
        if (metrics.Tokens is not { } tokens) yield break;
        ImmutableArray<string> labels = tokens.Labels.Contains("model", StringComparer.Ordinal) ? ["job", "model"] : ["job"];
        var lastWeek = tokens.Rate(QueryWindow.HalfHour with { Offset = TimeSpan.FromDays(7) }, labels);
        var ratio = new RecordingRule($"{string.Join('_', labels)}:{RateRules.StemOf(tokens)}:rate30m_by_last_week", new Ratio(tokens.Rate(QueryWindow.HalfHour, labels), lastWeek.Above(0)));
        yield return ratio;
        yield return new AlertRule("ClaudeCodeTokensUnlikeLastWeek", new Or(ratio.Recorded.Above(4.5), ratio.Recorded.Below(0.22)), TimeSpan.FromMinutes(15), Severity.Ticket)
        {
            Reason = """
                The scenario everyday keeps each rate between 0.4 and 1.6 times its level, so that the same half hour of two weeks differs by a factor of 4 at most. A week
                after the first sample, the half hour of last week is incomplete; the alert waits until it is complete.
                """,
            Detects = ["level_shift", "spike", "flatline"],
            Summary = $"{(labels.Length == 1 ? "Claude Code" : "{{ $labels.model }}")} uses {{{{ $value | printf \"%.2f\" }}}} times the tokens of last week.",
            Description = "In the last half hour, {{ $labels." + labels[^1] + " }} used {{ $value | printf \"%.2f\" }} times as many tokens as at the same time last week; from 0.22 to 4.5 is usual. "
                + $"First see whether input or output changed: sum by (token_type) (rate({SelectorText.Of(tokens.Name)}[30m])).",
        };
    }
}
