using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The sums of groups of values: <c>sum by (model) (…)</c>.</summary>
/// <param name="Of">The values to sum.</param>
/// <param name="By">The labels by which values are grouped; empty for one sum of all.</param>
internal sealed record Sum(Query Of, params ImmutableArray<string> By) : Aggregation("sum", Of, By)
{
    private protected override double ValueOf(IEnumerable<double> values) => values.Sum();
}
