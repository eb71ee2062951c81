namespace MetricsSimulator.Sessions;

/// <summary>A model has answered a call.</summary>
/// <param name="Offset">When this happens, in milliseconds after the start of the session.</param>
/// <param name="Prompt">The number of the prompt, from 0.</param>
/// <param name="Source">The part of the session that called.</param>
/// <param name="Model">The model.</param>
/// <param name="HasLargeWindow">Whether its context window has a million tokens.</param>
/// <param name="Tokens">The tokens.</param>
/// <param name="Cost">The cost of the tokens, in units of <see cref="TokenPrices"/>.</param>
/// <param name="Duration">How long the call took without its retries, in milliseconds.</param>
/// <param name="Identity">A number that no other call in the session has.</param>
/// <param name="Attribution">The agent, the skill and the MCP tool to which the call is attributed.</param>
internal sealed record ModelCalled(
    long Offset, int Prompt, CallSource Source, LanguageModel Model, bool HasLargeWindow, TokenCounts Tokens, long Cost, long Duration, ulong Identity,
    CallAttribution Attribution) : SessionEvent(Offset);
