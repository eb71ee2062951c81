using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The sums of groups of values: <c>sum by (model) (…)</c>.</summary>
/// <param name="Of">What is summed.</param>
/// <param name="By">The labels by which values are grouped; none for one sum of all.</param>
internal sealed record Sum(Query Of, params ImmutableArray<string> By) : Query
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Of.Selectors;

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => By.IsEmpty ? $"sum({Of.Write(form)})" : $"sum by ({string.Join(", ", By)}) ({Of.Write(form)})";

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at) =>
        [.. Of.Answer(run, at).GroupBy(value => value.Labels.Only(By)).Select(group => new LabelledValue(group.Key, group.Sum(value => value.Value)))];
}
