using MetricsSimulator.Cli.Runs;
namespace MetricsSimulator.Cli.Rules;

/// <summary>Alerts for a target that cannot be scraped or is not there, and for metrics that it has no more.</summary>
internal static class TargetRules
{
    private const string Job = $"{{job=\"{ScrapeConfiguration.JobName}\"}}";

    /// <summary>The rules.</summary>
    public static IEnumerable<PrometheusRule> Of(ModelMetrics metrics)
    {
        yield return new AlertRule("ClaudeCodeTargetDown", $"up{Job} == 0", TimeSpan.FromMinutes(1), Severity.Page)
        {
            Summary = "Prometheus cannot scrape {{ $labels.instance }}.",
            Description = "Prometheus has not been able to scrape {{ $labels.instance }} for a minute, and knows nothing new about it. "
                + "First open http://{{ $labels.instance }}/health, then read the error on the page Status > Targets of Prometheus.",
        };
        yield return new AlertRule("ClaudeCodeTargetAbsent", $"absent(up{Job})", TimeSpan.FromMinutes(5), Severity.Page)
        {
            Summary = "Prometheus has no target for the job {{ $labels.job }}.",
            Description = "For five minutes, Prometheus has not even tried to scrape the job {{ $labels.job }}, so that no other alert can fire. "
                + "First look for the job in the configuration of Prometheus and in its service discovery.",
        };
        foreach (var (name, type) in metrics.Families)
        {
            var series = ModelMetrics.SeriesOf(name, type);
            yield return new AlertRule("ClaudeCodeMetricAbsent", $"absent({series}{Job}) and on () up{Job} == 1", TimeSpan.FromMinutes(2), Severity.Ticket)
            {
                Reason = "Silent while the target is down, for which there is another alert.",
                Labels = [("metric", name)],
                Summary = $"The target is up, and {name} is gone.",
                Description = $"For two minutes, scrapes have succeeded without any series of {name}. Alerts and dashboards that read it show nothing. "
                    + "First look for the name in /metrics of the target, then at the relabeling rules of the job.",
            };
        }
    }
}
