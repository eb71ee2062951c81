namespace MetricsSimulator.Cli.Queries;

/// <summary>One value divided by another with the same labels: <c>sum(…) / sum(…)</c>.</summary>
/// <param name="Dividend">The values to divide.</param>
/// <param name="Divisor">The values to divide by.</param>
internal sealed record Ratio(Query Dividend, Query Divisor) : Operation
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Dividend.Selectors.Concat(Divisor.Selectors);

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => $"{Dividend.WriteOperand(form)} / {Divisor.WriteOperand(form)}";

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at) =>
        [.. Dividend.Answer(run, at).Join(Divisor.Answer(run, at), value => value.Labels, value => value.Labels, (dividend, divisor) => dividend with { Value = dividend.Value / divisor.Value })];
}
