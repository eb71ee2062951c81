namespace MetricsSimulator.Sessions;

/// <summary>A tool has ended.</summary>
/// <param name="Offset">When this happens, in milliseconds after the start of the session.</param>
/// <param name="Use">The use of the tool.</param>
/// <param name="IsSuccess">Whether it succeeded.</param>
/// <param name="Duration">How long it took, in milliseconds.</param>
/// <param name="ActiveTime">The time that this tool adds to the active time: its duration if it is the slowest tool of its step, otherwise 0.</param>
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
