namespace MetricsSimulator.Sessions;

/// <summary>Something that happens in a session. Everything that is counted is counted from one of these.</summary>
/// <param name="Offset">When it happens, in milliseconds after the start of the session.</param>
internal abstract record SessionEvent(long Offset);
