namespace MetricsSimulator.Cli.Queries;

/// <summary>A query with an operator. It needs parentheses as an operand of another one.</summary>
internal abstract record Operation : Query
{
    /// <inheritdoc/>
    public sealed override string WriteOperand(PromqlForm form) => $"({Write(form)})";
}
