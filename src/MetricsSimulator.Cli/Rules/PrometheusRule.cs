using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Rules;

/// <summary>A rule that Prometheus evaluates again and again.</summary>
/// <param name="Expression">The expression.</param>
internal abstract record PrometheusRule(Query Expression)
{
    /// <summary>An explanation of its numbers for readers of the file, in one or several lines; empty for none.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The expression in PromQL.</summary>
    public string Promql => Expression.Write(PromqlForm.Rules);
}
