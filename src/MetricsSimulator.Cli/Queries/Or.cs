namespace MetricsSimulator.Cli.Queries;

/// <summary>Values, and those of others whose labels none of the values has: <c>a > 4 or a &lt; 1</c>.</summary>
/// <param name="First">The values.</param>
/// <param name="Second">The others.</param>
internal sealed record Or(Query First, Query Second) : Operation
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => First.Selectors.Concat(Second.Selectors);

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => $"{First.WriteOperand(form)} or {Second.WriteOperand(form)}";

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at) => [.. First.Answer(run, at).UnionBy(Second.Answer(run, at), value => value.Labels)];
}
