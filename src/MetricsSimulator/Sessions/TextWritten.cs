namespace MetricsSimulator.Sessions;

/// <summary>A model has written the text that ends a prompt.</summary>
/// <param name="Offset">When this happens, in milliseconds after the start of the session.</param>
/// <param name="Prompt">The number of the prompt, from 0.</param>
/// <param name="Length">The length of the text in characters.</param>
/// <param name="Model">The model.</param>
/// <param name="HasLargeWindow">Whether its context window has a million tokens.</param>
/// <param name="Call">The <see cref="ModelCalled.Identity"/> of the call that wrote it.</param>
internal sealed record TextWritten(long Offset, int Prompt, long Length, LanguageModel Model, bool HasLargeWindow, ulong Call) : SessionEvent(Offset);
