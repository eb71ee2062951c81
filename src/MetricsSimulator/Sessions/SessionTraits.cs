namespace MetricsSimulator.Sessions;

/// <summary>What holds for a whole session.</summary>
/// <param name="Key">The key of its draws.</param>
/// <param name="Start">When it starts, in milliseconds since the Unix epoch.</param>
/// <param name="IsDelegated">Whether it is one delegated prompt.</param>
/// <param name="Prompts">The number of prompts that it would have without bounds and errors.</param>
/// <param name="Model">The language model.</param>
/// <param name="HasLargeWindow">Whether its context window has a million tokens.</param>
/// <param name="Effort">The effort that is asked of the model; null for the fast model, which has none.</param>
/// <param name="Language">The main programming language.</param>
/// <param name="AsksForPermission">Whether the user is asked for permission.</param>
/// <param name="Autonomy">The natural logarithm of the factor on the number of steps.</param>
/// <param name="Pace">The natural logarithm of the factor on the waits.</param>
/// <param name="StartType">How it is started.</param>
internal sealed record SessionTraits(
    DrawKey Key, long Start, bool IsDelegated, int Prompts, LanguageModel Model, bool HasLargeWindow, string? Effort, string Language, bool AsksForPermission,
    double Autonomy, double Pace, string StartType);
