namespace MetricsSimulator.Cli.Queries;

/// <summary>Values for which a condition has a value with the same labels: <c>a > 1 and b > 1</c>.</summary>
/// <param name="Of">The values.</param>
/// <param name="Condition">The condition.</param>
internal sealed record And(Query Of, Query Condition) : Operation
{
    /// <summary>Whether any value of the condition is enough, whatever its labels: <c>and on ()</c>.</summary>
    public bool IgnoresLabels { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Of.Selectors.Concat(Condition.Selectors);

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => $"{Of.WriteOperand(form)} and {(IgnoresLabels ? "on () " : "")}{Condition.WriteOperand(form)}";

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at)
    {
        var held = Condition.Answer(run, at).Select(Matched).ToHashSet();
        return [.. Of.Answer(run, at).Where(value => held.Contains(Matched(value)))];
    }

    private LabelValues Matched(LabelledValue value) => IgnoresLabels ? LabelValues.None : value.Labels;
}
