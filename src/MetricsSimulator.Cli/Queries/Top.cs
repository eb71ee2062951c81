using System.Globalization;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The greatest values, the greatest first: <c>topk(20, …)</c>.</summary>
/// <param name="Limit">How many there are at most.</param>
/// <param name="Of">The values.</param>
internal sealed record Top(int Limit, Query Of) : Query
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => Of.Selectors;

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => string.Create(CultureInfo.InvariantCulture, $"topk({Limit}, {Of.Write(form)})");

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at) => [.. Of.Answer(run, at).OrderByDescending(value => value.Value).Take(Limit)];
}
