namespace MetricsSimulator.Cli.Queries;

/// <summary>The rates of counters: <c>rate(name[5m])</c>, per second.</summary>
/// <param name="Counter">The counters.</param>
/// <param name="Window">The window.</param>
internal sealed record Rate(Selector Counter, QueryWindow Window) : Query
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Counter.Selectors;

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => $"rate({Counter.Write(form)}{form.Write(Window)})";

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at)
    {
        var (begin, end) = at.SpanOf(Window);
        return ExtrapolatedIncrease.Of(Counter, run, begin, end, 1 / ((end - begin) / 1000.0));
    }
}
