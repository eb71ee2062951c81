namespace MetricsSimulator.Cli.Scoring.Prometheus;

/// <summary>Why Prometheus does not answer a query.</summary>
/// <param name="Kind">The kind of error: <c>bad_data</c>, <c>execution</c>, <c>timeout</c>; of VictoriaMetrics a status, <c>422</c>.</param>
/// <param name="Message">What Prometheus says.</param>
internal sealed record QueryError(string Kind, string Message)
{
    /// <summary>Whether the expression is wrong, so that no other query with it can succeed.</summary>
    public bool IsForever => Kind == "bad_data" || (Kind is "400" or "422" && !IsTooLarge);

    /// <summary>Whether a query for fewer instants could succeed because it needs less memory.</summary>
    public bool IsTooLarge => Message.Contains("too many samples", StringComparison.Ordinal) || Message.Contains("-search.max", StringComparison.Ordinal);
}
