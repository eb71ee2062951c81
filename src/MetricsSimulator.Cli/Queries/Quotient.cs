namespace MetricsSimulator.Cli.Queries;

/// <summary>Values divided by a number that the reader of a board or of rules chooses: <c>sum(…) / $budget</c>.</summary>
/// <param name="Of">The values.</param>
/// <param name="Parameter">The number.</param>
internal sealed record Quotient(Query Of, QueryParameter Parameter) : Operation
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Of.Selectors;

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => $"{Of.WriteOperand(form)} / {form.Write(Parameter)}";

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at) => [.. Of.Answer(run, at).Select(value => value with { Value = value.Value / Parameter.Value })];
}
