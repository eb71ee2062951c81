using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Queries;

/// <summary>
/// What was counted in a window by counters that begin at their first count and end soon after their last, as those of a session do. <c>increase</c> misses the first count of
/// every series. Instead, this is the greatest value in the window, minus the value that the counter had before it.
/// </summary>
/// <param name="Of">The counters. They must not be reset.</param>
/// <param name="Window">The window.</param>
/// <remarks>See docs/decisions/0052-gains-instead-of-increases.md. Deltas are added up.</remarks>
internal sealed record Gain(Selector Of, QueryWindow Window) : Operation
{
    /// <summary>How long before the window a value is looked for. A series that was silent for longer counts as new.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(3);

    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Of.Selectors;

    /// <inheritdoc/>
    public override string Write(PromqlForm form)
    {
        var (series, window) = (Of.Write(form), form.Write(Window));
        if (Of.Metric.IsDelta) return $"sum_over_time({series}{window})";
        var greatest = $"max_over_time({series}{window})";
        var before = $"max_over_time({series}{form.Write(QueryWindow.Of(Memory))} offset {form.WriteLength(Window)})";
        return $"{greatest} - ({before} or {greatest} * 0)";
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at)
    {
        var (begin, end) = at.SpanOf(Window);
        var (first, last, oldest) = (run.IndexAt(begin) + 1, run.IndexAt(end), run.IndexAt(begin - (long)Memory.TotalMilliseconds) + 1);
        var answer = new List<LabelledValue>();
        foreach (var series in Of.In(run))
        {
            if (Greatest(series.Values.AsSpan(first..(last + 1))) is not { } greatest) continue;
            var gain = Of.Metric.IsDelta ? Total(series.Values.AsSpan(first..(last + 1))) : greatest - (Greatest(series.Values.AsSpan(oldest..first)) ?? 0);
            answer.Add(new LabelledValue(series.Labels, gain));
        }

        return answer;
    }

    private static double? Greatest(ReadOnlySpan<double> values)
    {
        double? greatest = null;
        foreach (var value in values)
            if (!Staleness.IsMarker(value) && !(value <= greatest)) greatest = value;
        return greatest;
    }

    private static double Total(ReadOnlySpan<double> values)
    {
        var total = 0.0;
        foreach (var value in values)
            if (!Staleness.IsMarker(value)) total += value;
        return total;
    }
}
