namespace MetricsSimulator.Cli.Rules;

/// <summary>A rule that Prometheus evaluates again and again.</summary>
/// <param name="Expression">What is evaluated, in PromQL; one line or several.</param>
internal abstract record PrometheusRule(string Expression)
{
    /// <summary>Why it is as it is, for whoever reads the file: one line or several; empty for nothing to say.</summary>
    public string Reason { get; init; } = "";
}
