namespace MetricsSimulator.Sessions;

/// <summary>The program is started: at the beginning of a session, and again after it was closed.</summary>
/// <param name="Offset"><inheritdoc cref="SessionEvent(long)" path="/param[@name='Offset']"/></param>
/// <param name="StartType">How: <c>fresh</c>, <c>resume</c>, <c>continue</c> or <c>agents_view</c>.</param>
internal sealed record SessionStarted(long Offset, string StartType) : SessionEvent(Offset);
