namespace MetricsSimulator.Cli.Queries;

/// <summary>A query made by an arithmetic operator, which needs parentheses inside another one.</summary>
internal abstract record Operation : Query
{
    /// <inheritdoc/>
    public sealed override string WriteOperand(PromqlForm form) => $"({Write(form)})";
}
