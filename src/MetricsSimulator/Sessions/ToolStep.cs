namespace MetricsSimulator.Sessions;

/// <summary>The tools of a call, taken together.</summary>
/// <param name="Longest">The duration of the slowest tool, in milliseconds.</param>
/// <param name="Tokens">The tokens that their results add to the context.</param>
/// <param name="Skill">The skill that one of them activated; null for none.</param>
/// <param name="HasMcpResult">Whether an MCP tool was among them.</param>
internal readonly record struct ToolStep(long Longest, long Tokens, string? Skill, bool HasMcpResult);
