using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Cli.Queries;

/// <summary>What was counted in a window, converted to another span: <c>sum(…) * 3600 / $__range_s</c>.</summary>
/// <param name="Of">What was counted.</param>
/// <param name="Window">The window in which it was counted.</param>
/// <param name="Span">The other span.</param>
internal sealed record Pace(Query Of, QueryWindow Window, TimeSpan Span) : Operation
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Of.Selectors;

    /// <inheritdoc/>
    public override string Write(PromqlForm form)
    {
        var operand = Of.WriteOperand(form);
        if (form.LengthOf(Window) is { } length) return $"{operand} * {GoFloat.Spell(Span / length)}";
        return Window == QueryWindow.Range ? $"{operand} * {GoFloat.Spell(Span.TotalSeconds)} / $__range_s" : $"{operand} * {GoFloat.Spell(Span.TotalMilliseconds)} / $__rate_interval_ms";
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at) =>
        [.. Of.Answer(run, at).Select(value => value with { Value = value.Value * (Span / at.LengthOf(Window)) })];
}
