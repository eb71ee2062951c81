namespace MetricsSimulator.Cli.Queries;

/// <summary>The series that a rule has recorded under a name: <c>job:jobs:rate5m</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Of">The query that is recorded.</param>
internal sealed record Recorded(string Name, Query Of) : Query
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Of.Selectors;

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => Name;

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at) => Of.Answer(run, at);
}
