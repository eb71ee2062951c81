using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Rules;

/// <summary>Alerts for counters with many resets: a process restarts again and again, or two processes write the same series.</summary>
internal static class ResetRules
{
    /// <summary>The rules.</summary>
    public static IEnumerable<PrometheusRule> Of(CatalogueMetrics metrics)
    {
        foreach (var metric in metrics.Known)
        {
            var resets = new Resets(metric.AnySeries, QueryWindow.HalfHour);
            yield return new AlertRule("ClaudeCodeCounterResets", new Max(resets, "job").Above(3), TimeSpan.Zero, Severity.Ticket)
            {
                Reason = "One restart resets each counter once. Four resets within half an hour are not normal.",
                Labels = [("metric", metric.Name)],
                Detects = ["two_writers"],
                Summary = $"{metric.Name} was reset {{{{ $value | printf \"%.0f\" }}}} times within half an hour.",
                Description = $"A series of {metric.Name} fell back {{{{ $value | printf \"%.0f\" }}}} times in the last half hour. When a process is started over and over, rates are too low; when two processes write one series, they are far too high. "
                    + $"First compare {resets.Write(PromqlForm.Rules)} with process starts, then look for series that two instances share.",
            };
        }
    }
}
