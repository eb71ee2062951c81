using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The value 1 if some series are all absent: <c>absent(name{job="claude-code"})</c>.</summary>
/// <param name="Of">The series.</param>
/// <remarks>Source: prometheus/prometheus, promql/functions.go, <c>createLabelsForAbsentFunction</c>: the labels are those to which the selector gives one value.</remarks>
internal sealed record Absent(Selector Of) : Query
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Of.Selectors;

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => $"absent({Of.Write(form)})";

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at) => Of.Answer(run, at).Count > 0
        ? []
        : [new LabelledValue(new LabelValues(Of.Matchers.Where(matcher => matcher.Comparison == MatchOperator.Equal).Select(matcher => KeyValuePair.Create(matcher.Name, matcher.Value))), 1)];
}
