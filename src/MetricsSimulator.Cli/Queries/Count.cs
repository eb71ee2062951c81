using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The numbers of values in groups: <c>count by (team) (…)</c>.</summary>
/// <param name="Of">The values to count.</param>
/// <param name="By">The labels by which values are grouped; empty for one number of all.</param>
internal sealed record Count(Query Of, params ImmutableArray<string> By) : Aggregation("count", Of, By)
{
    private protected override double ValueOf(IEnumerable<double> values) => values.Count();
}
