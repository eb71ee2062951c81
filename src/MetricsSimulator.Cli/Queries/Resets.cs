using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The number of resets of counters: <c>resets(name[30m])</c>.</summary>
/// <param name="Counter">The counters.</param>
/// <param name="Window">The window.</param>
internal sealed record Resets(Selector Counter, QueryWindow Window) : Query
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Counter.Selectors;

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => $"resets({Counter.Write(form)}{form.Write(Window)})";

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at)
    {
        var (begin, end) = at.SpanOf(Window);
        var span = (run.IndexAt(begin) + 1)..(run.IndexAt(end) + 1);
        return
        [
            .. Counter.In(run).Select(series => (series.Labels, Values: series.Values[span].Where(value => !Staleness.IsMarker(value)).ToArray()))
                .Where(series => series.Values.Length > 0)
                .Select(series => new LabelledValue(series.Labels, series.Values.Zip(series.Values.Skip(1)).Count(pair => CounterGrowth.IsReset(pair.First, pair.Second)))),
        ];
    }
}
