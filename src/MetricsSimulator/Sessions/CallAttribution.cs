namespace MetricsSimulator.Sessions;

/// <summary>The agent, the skill and the MCP tool to which a call of a model is attributed. Source: code.claude.com/docs/en/monitoring-usage, section "Cost counter".</summary>
/// <param name="Agent">The subagent that calls; null for the main thread.</param>
/// <param name="Skill">The skill that is active; null for none.</param>
/// <param name="ReadsMcpResult">Whether the call is the first to read a result of an MCP tool.</param>
internal readonly record struct CallAttribution(string? Agent, string? Skill, bool ReadsMcpResult)
{
    /// <summary>The subagent that the tool Agent starts.</summary>
    public const string Subagent = "general-purpose";
}
