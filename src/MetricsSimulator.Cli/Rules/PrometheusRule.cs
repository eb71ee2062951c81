using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Rules;

/// <summary>A rule that Prometheus evaluates again and again.</summary>
/// <param name="Expression">What is evaluated.</param>
internal abstract record PrometheusRule(Query Expression)
{
    /// <summary>Why it is as it is, for whoever reads the file: one line or several; empty for nothing to say.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What is evaluated, in PromQL.</summary>
    public string Promql => Expression.Write(PromqlForm.Rules);
}
