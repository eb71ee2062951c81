using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Queries;

/// <summary>One value for each group of values: <c>sum by (model) (…)</c>.</summary>
/// <param name="Function">The name of the function in PromQL.</param>
/// <param name="Of">The values.</param>
/// <param name="By">The labels by which values are grouped; empty for one group of all.</param>
internal abstract record Aggregation(string Function, Query Of, ImmutableArray<string> By) : Query
{
    /// <inheritdoc/>
    public sealed override IEnumerable<Selector> Selectors => Of.Selectors;

    /// <inheritdoc/>
    public sealed override string Write(PromqlForm form) => By.IsEmpty ? $"{Function}({Of.Write(form)})" : $"{Function} by ({string.Join(", ", By)}) ({Of.Write(form)})";

    /// <inheritdoc/>
    public sealed override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at) =>
        [.. Of.Answer(run, at).GroupBy(value => value.Labels.Only(By)).Select(group => new LabelledValue(group.Key, ValueOf(group.Select(value => value.Value))))];

    /// <summary>The value of a group.</summary>
    private protected abstract double ValueOf(IEnumerable<double> values);
}
