namespace MetricsSimulator.Sessions;

/// <summary>The use of a tool is allowed or rejected.</summary>
/// <param name="Offset">When this happens, in milliseconds after the start of the session.</param>
/// <param name="Use">The use of the tool.</param>
internal sealed record ToolDecided(long Offset, ToolUse Use) : SessionEvent(Offset);
