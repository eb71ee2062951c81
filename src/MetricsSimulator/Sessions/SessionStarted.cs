namespace MetricsSimulator.Sessions;

/// <summary>The user has started the program: at the beginning of a session, or again after closing it.</summary>
/// <param name="Offset"><inheritdoc cref="SessionEvent(long)" path="/param[@name='Offset']"/></param>
/// <param name="StartType">How the program was started: <c>fresh</c>, <c>resume</c>, <c>continue</c> or <c>agents_view</c>.</param>
internal sealed record SessionStarted(long Offset, string StartType) : SessionEvent(Offset);
