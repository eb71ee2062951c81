namespace MetricsSimulator.Test.Tools;

/// <summary>What an external tool said.</summary>
/// <param name="Status">Its exit status.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
internal sealed record ExternalToolResult(int Status, string Output, string Errors)
{
    /// <summary>Everything, for a message.</summary>
    public override string ToString() => $"exit status {Status}\n{Output}{Errors}";
}
