namespace MetricsSimulator.Sessions;

/// <summary>The client has given up a call of a model.</summary>
/// <param name="Offset">When this happens, in milliseconds after the start of the session.</param>
/// <param name="Prompt">The number of the prompt, from 0.</param>
/// <param name="Source">The part of the session that called.</param>
/// <param name="Model">The model.</param>
/// <param name="HasLargeWindow">Whether its context window has a million tokens.</param>
/// <param name="Status">The HTTP status of the last answer.</param>
/// <param name="Attempts">The number of attempts, 1 or more.</param>
/// <param name="Duration">How long all attempts and the waits between them took, in milliseconds.</param>
/// <param name="Identity">A number that no other call in the session has.</param>
/// <param name="Attribution">The agent, the skill and the MCP tool to which the call is attributed.</param>
internal sealed record CallFailed(
    long Offset, int Prompt, CallSource Source, LanguageModel Model, bool HasLargeWindow, int Status, int Attempts, long Duration, ulong Identity,
    CallAttribution Attribution) : SessionEvent(Offset);
