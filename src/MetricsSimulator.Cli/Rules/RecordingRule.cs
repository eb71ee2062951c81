using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Rules;

/// <summary>A rule that records its values as series with another name.</summary>
/// <param name="Name">The name, of the form <c>level:metric:operations</c>. Source: Prometheus, "Recording rules", section "Naming".</param>
/// <param name="Expression">The expression to record.</param>
internal sealed record RecordingRule(string Name, Query Expression) : PrometheusRule(Expression)
{
    /// <summary>The recorded values.</summary>
    public Query Recorded => new Recorded(Name, Expression);
}
