namespace MetricsSimulator.Sessions;

/// <summary>The part of a session that calls a model.</summary>
internal enum CallSource
{
    /// <summary>The main thread.</summary>
    Main,

    /// <summary>A subagent.</summary>
    Subagent,

    /// <summary>An auxiliary call, which names the session or watches it.</summary>
    Auxiliary,

    /// <summary>A compaction of the context.</summary>
    Compaction,
}
