namespace MetricsSimulator.Sessions;

/// <summary>The properties of a session, which stay the same until it ends.</summary>
/// <param name="Key">The key of its random draws.</param>
/// <param name="Start">When it starts, in milliseconds since the Unix epoch.</param>
/// <param name="IsDelegated">Whether it consists of one delegated prompt.</param>
/// <param name="Prompts">The number of prompts that it has if neither a limit nor an error ends it early.</param>
/// <param name="Model">The language model.</param>
/// <param name="HasLargeWindow">Whether its context window has a million tokens.</param>
/// <param name="Effort">The effort that is requested from the model; null for the fast model, which has none.</param>
/// <param name="Language">The main programming language.</param>
/// <param name="AsksForPermission">Whether the user is asked for permission.</param>
/// <param name="Autonomy">The natural logarithm of the factor on the number of steps.</param>
/// <param name="Pace">The natural logarithm of the factor on the waits.</param>
/// <param name="Entrypoint">How the program is started: the attribute <c>app.entrypoint</c>.</param>
/// <param name="Repository">The repository in which it works.</param>
/// <param name="StartType">Whether the session is new: the label <c>start_type</c>.</param>
internal sealed record SessionTraits(
    DrawKey Key, long Start, bool IsDelegated, int Prompts, LanguageModel Model, bool HasLargeWindow, string? Effort, string Language, bool AsksForPermission,
    double Autonomy, double Pace, string Entrypoint, Repository Repository, string StartType);
