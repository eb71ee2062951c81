namespace MetricsSimulator.Sessions;

/// <summary>The use of a tool is allowed or rejected.</summary>
/// <param name="Offset">When, in milliseconds after the start of the session.</param>
/// <param name="Use">The use.</param>
internal sealed record ToolDecided(long Offset, ToolUse Use) : SessionEvent(Offset);
