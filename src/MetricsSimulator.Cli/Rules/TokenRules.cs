namespace MetricsSimulator.Cli.Rules;

/// <summary>An alert for token rates unlike those of the same hour a week before.</summary>
internal static class TokenRules
{
    /// <summary>The rules.</summary>
    public static IEnumerable<PrometheusRule> Of(ModelMetrics metrics)
    {
        if (metrics.Find("token_usage") is not { Name: var tokens } metric) yield break;
        var labels = metric.Labels.Dimensions.Any(dimension => dimension.Name == "model") ? "job, model" : "job";
        var ratio = $"{labels.Replace(", ", "_", StringComparison.Ordinal)}:{RateRules.StemOf(tokens)}:rate30m_by_last_week";
        yield return new RecordingRule(ratio, $"sum by ({labels}) (rate({tokens}[30m]))\n/ (sum by ({labels}) (rate({tokens}[30m] offset 1w)) > 0)");
        yield return new AlertRule("ClaudeCodeTokensUnlikeLastWeek", $"{ratio} > 4.5 or {ratio} < 1 / 4.5", TimeSpan.FromMinutes(15), Severity.Ticket)
        {
            Reason = """
                The scenario everyday keeps each rate between 0.4 and 1.6 times its level, so that the same half hour of two weeks differs by a factor of 4 at most. A week
                after the first sample, the half hour of last week is only partly there; the alert waits until it is.
                """,
            Summary = $"{(labels == "job" ? "Claude Code" : "{{ $labels.model }}")} uses {{{{ $value | printf \"%.2f\" }}}} times the tokens of last week.",
            Description = "In the last half hour, {{ $labels." + (labels == "job" ? "job" : "model") + " }} used {{ $value | printf \"%.2f\" }} times as many tokens as at the same time last week; from 0.22 to 4.5 is usual. "
                + $"First see whether input or output changed: sum by (token_type) (rate({tokens}[30m])).",
        };
    }
}
