using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The values that are above, below or equal to a number: <c>sum(…) > 3</c>.</summary>
/// <param name="Of">The values.</param>
/// <param name="Operator">The operator: <c>&gt;</c>, <c>&lt;</c> or <c>==</c>.</param>
/// <param name="Limit">The number.</param>
internal sealed record Comparison(Query Of, string Operator, double Limit) : Operation
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Of.Selectors;

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => $"{Of.WriteOperand(form)} {Operator} {GoFloat.Spell(Limit)}";

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at) => [.. Of.Answer(run, at).Where(value => Holds(value.Value))];

    private bool Holds(double value) => Operator switch
    {
        ">" => value > Limit,
        "<" => value < Limit,
        _ => value == Limit,
    };
}
