namespace MetricsSimulator.Sessions;

/// <summary>An event in a session. All metrics are computed from these events.</summary>
/// <param name="Offset">When it happens, in milliseconds after the start of the session.</param>
internal abstract record SessionEvent(long Offset);
