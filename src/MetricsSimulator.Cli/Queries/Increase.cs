namespace MetricsSimulator.Cli.Queries;

/// <summary>The increases of counters: <c>increase(name[1d])</c>.</summary>
/// <param name="Counter">The counters.</param>
/// <param name="Window">The window.</param>
internal sealed record Increase(Selector Counter, QueryWindow Window) : Query
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Counter.Selectors;

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => $"increase({Counter.Write(form)}{form.Write(Window)})";

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at)
    {
        var (begin, end) = at.SpanOf(Window);
        return ExtrapolatedIncrease.Of(Counter, run, begin, end, 1);
    }
}
