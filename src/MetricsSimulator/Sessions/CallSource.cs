namespace MetricsSimulator.Sessions;

/// <summary>Which part of a session calls a model.</summary>
internal enum CallSource
{
    /// <summary>The main thread.</summary>
    Main,

    /// <summary>A subagent.</summary>
    Subagent,

    /// <summary>A side call, which names the session or watches it.</summary>
    Auxiliary,

    /// <summary>A compaction of the context.</summary>
    Compaction,
}
