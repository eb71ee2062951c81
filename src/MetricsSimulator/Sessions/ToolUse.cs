namespace MetricsSimulator.Sessions;

/// <summary>One use of a tool.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Prompt">The number of the prompt, from 0.</param>
/// <param name="Identity">A number that no other use in the session has.</param>
/// <param name="Decision">Whether it was allowed, and by whom.</param>
/// <param name="Language">The programming language of an edit; null for other tools.</param>
/// <param name="InputTokens">The part of the call's output tokens that the model used to write the tool's input.</param>
internal sealed record ToolUse(Tool Tool, int Prompt, ulong Identity, Decision Decision, string? Language, long InputTokens);
