using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Cli.Queries;

/// <summary>A number, as a value without labels: <c>vector(400)</c>.</summary>
/// <param name="Value">The number.</param>
internal sealed record Constant(double Value) : Query
{
    /// <inheritdoc/>
    public override IEnumerable<Selector> Selectors => [];

    /// <inheritdoc/>
    public override string Write(PromqlForm form) => $"vector({GoFloat.Spell(Value)})";

    /// <inheritdoc/>
    public override IReadOnlyList<LabelledValue> Answer(SampledRun run, Evaluation at) => [new LabelledValue(LabelValues.None, Value)];
}
