using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Cli.Queries;

/// <summary>Those of some values that lie where they should not, or should: <c>sum(…) > 3</c>.</summary>
/// <param name="Of">The values.</param>
/// <param name="Operator">How they are compared: <c>&gt;</c>, <c>&lt;</c> or <c>==</c>.</param>
/// <param name="Limit">With what they are compared.</param>
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
