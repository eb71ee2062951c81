namespace MetricsSimulator.Sessions;

/// <summary>A context is replaced by a summary.</summary>
/// <param name="Offset">When this happens, in milliseconds after the start of the session.</param>
/// <param name="Prompt">The number of the prompt, from 0.</param>
/// <param name="IsManual">Whether the user asked for it.</param>
/// <param name="Before">The size of the context before the compaction, in tokens.</param>
/// <param name="After">The size of the context after the compaction, in tokens.</param>
/// <param name="Duration">How long it took, in milliseconds.</param>
internal sealed record ContextCompacted(long Offset, int Prompt, bool IsManual, long Before, long After, long Duration) : SessionEvent(Offset);
