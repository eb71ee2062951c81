using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Rules;

/// <summary>A rule whose values are kept as series of another name.</summary>
/// <param name="Name">The name, of the form <c>level:metric:operations</c>. Source: Prometheus, "Recording rules", section "Naming".</param>
/// <param name="Expression">What is kept.</param>
internal sealed record RecordingRule(string Name, Query Expression) : PrometheusRule(Expression)
{
    /// <summary>The values that were kept.</summary>
    public Query Recorded => new Recorded(Name, Expression);
}
