namespace MetricsSimulator.Sessions;

/// <summary>A user submits a prompt.</summary>
/// <param name="Offset">When this happens, in milliseconds after the start of the session.</param>
/// <param name="Prompt">The number of the prompt, from 0.</param>
/// <param name="Length">Its length in characters.</param>
/// <param name="TypingTime">How long the user typed, in milliseconds.</param>
internal sealed record PromptSubmitted(long Offset, int Prompt, long Length, long TypingTime) : SessionEvent(Offset);
