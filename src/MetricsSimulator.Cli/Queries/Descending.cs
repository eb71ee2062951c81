namespace MetricsSimulator.Cli.Queries;

/// <summary>Values from the greatest to the least: <c>sort_desc(…)</c>.</summary>
/// <param name="Of">The values.</param>
internal sealed record Descending(Query Of) : Query
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Of.Selectors;

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => $"sort_desc({Of.Write(form)})";

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at) => [.. Of.Answer(run, at).OrderByDescending(value => value.Value)];
}
