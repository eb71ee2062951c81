using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The value 1 if some series are all absent: <c>absent(name{job="claude-code"})</c>.</summary>
/// <param name="Of">The series.</param>
/// <param name="Window">The time in which they must be absent, as in <c>absent_over_time(name[1h])</c>; null for now.</param>
/// <remarks>Source: prometheus/prometheus, promql/functions.go, <c>createLabelsForAbsentFunction</c>: the labels are those to which the selector gives one value.</remarks>
internal sealed record Absent(Selector Of, QueryWindow? Window = null) : Query
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Of.Selectors;

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => Window is null ? $"absent({Of.Write(form)})" : $"absent_over_time({Of.Write(form)}{form.Write(Window)})";

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at) => IsPresent(run, at)
        ? []
        : [new LabelledValue(new LabelValues(Of.Matchers.Where(matcher => matcher.Comparison == MatchOperator.Equal).Select(matcher => KeyValuePair.Create(matcher.Name, matcher.Value))), 1)];

    private bool IsPresent(SampledRun run, Evaluation at)
    {
        if (Window is null) return Of.Answer(run, at).Count > 0;
        var (begin, end) = at.SpanOf(Window);
        var span = (run.IndexAt(begin) + 1)..(run.IndexAt(end) + 1);
        return Of.In(run).Any(series => series.Values[span].Any(value => !Staleness.IsMarker(value)));
    }
}
