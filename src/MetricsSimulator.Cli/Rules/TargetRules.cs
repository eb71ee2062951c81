using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Rules;

/// <summary>Alerts for a target that cannot be scraped or does not exist, and for metrics that a target no longer has.</summary>
internal static class TargetRules
{
    private static readonly Selector s_up = OfJob(QueriedMetric.Up.Value);

    /// <summary>The rules.</summary>
    public static IEnumerable<PrometheusRule> Of(CatalogueMetrics metrics)
    {
        yield return new AlertRule("ClaudeCodeTargetDown", s_up.EqualTo(0), TimeSpan.FromMinutes(1), Severity.Page)
        {
            Detects = ["outage", "truncated"],
            Summary = "Prometheus cannot scrape {{ $labels.instance }}.",
            Description = "Prometheus has not been able to scrape {{ $labels.instance }} for a minute, and knows nothing new about it. "
                + "First open http://{{ $labels.instance }}/health, then read the error on the page Status > Targets of Prometheus.",
        };
        yield return new AlertRule("ClaudeCodeTargetAbsent", new Absent(s_up), TimeSpan.FromMinutes(5), Severity.Page)
        {
            Detects = [],
            Summary = "Prometheus has no target for the job {{ $labels.job }}.",
            Description = "For five minutes, Prometheus has not even tried to scrape the job {{ $labels.job }}, so that no other alert can fire. "
                + "First look for the job in the configuration of Prometheus and in its service discovery.",
        };
        foreach (var metric in metrics.Families)
        {
            yield return new AlertRule("ClaudeCodeMetricAbsent", new And(new Absent(OfJob(metric.AnySeries)), s_up.EqualTo(1)) { IgnoresLabels = true }, TimeSpan.FromMinutes(2), Severity.Ticket)
            {
                Reason = "It does not fire while the target is down, because another alert does.",
                Labels = [("metric", metric.Name)],
                Detects = ["dropout"],
                Summary = $"The target is up, and {metric.Name} is gone.",
                Description = $"For two minutes, scrapes have succeeded without any series of {metric.Name}. Alerts and dashboards that read it show nothing. "
                    + "First look for the name in /metrics of the target, then at the relabeling rules of the job.",
            };
        }
    }

    private static Selector OfJob(Selector series) => series.With(ScrapeConfiguration.LabelNames[0], ScrapeConfiguration.JobName);
}
