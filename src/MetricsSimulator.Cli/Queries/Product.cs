using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Cli.Queries;

/// <summary>Values times a number: <c>sum(…) * 3600</c>.</summary>
/// <param name="Of">The values.</param>
/// <param name="Factor">The number.</param>
internal sealed record Product(Query Of, double Factor) : Operation
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Of.Selectors;

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => $"{Of.WriteOperand(form)} * {GoFloat.Spell(Factor)}";

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at) => [.. Of.Answer(run, at).Select(value => value with { Value = value.Value * Factor })];
}
