namespace MetricsSimulator.Sessions;

/// <summary>A tool ends.</summary>
/// <param name="Offset">When, in milliseconds after the start of the session.</param>
/// <param name="Use">The use.</param>
/// <param name="IsSuccess">Whether it succeeded.</param>
/// <param name="Duration">How long it took, in milliseconds.</param>
/// <param name="ActiveTime">Its duration if it is the longest of its step, else 0: what the step adds to the active time.</param>
/// <param name="ResultTokens">The tokens of its result.</param>
/// <param name="LinesAdded">The lines of code that it added.</param>
/// <param name="LinesRemoved">The lines of code that it removed.</param>
/// <param name="IsCommit">Whether it made a commit.</param>
/// <param name="IsPullRequest">Whether it opened a pull request.</param>
/// <param name="Model">The model that used it.</param>
/// <param name="HasLargeWindow">Whether its context window has a million tokens.</param>
internal sealed record ToolCompleted(
    long Offset, ToolUse Use, bool IsSuccess, long Duration, long ActiveTime, long ResultTokens, long LinesAdded, long LinesRemoved, bool IsCommit, bool IsPullRequest,
    LanguageModel Model, bool HasLargeWindow)
    : SessionEvent(Offset);
