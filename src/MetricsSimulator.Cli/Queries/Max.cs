using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The greatest values of groups: <c>max by (job) (…)</c>.</summary>
/// <param name="Of">The values.</param>
/// <param name="By">The labels by which values are grouped; empty for the greatest of all.</param>
internal sealed record Max(Query Of, params ImmutableArray<string> By) : Aggregation("max", Of, By)
{
    private protected override double ValueOf(IEnumerable<double> values) => values.Max();
}
