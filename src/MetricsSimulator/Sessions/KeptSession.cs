namespace MetricsSimulator.Sessions;

/// <summary>The saved state of an open session. The plan is not saved: it is computed again.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Developer">The developer, as when it began.</param>
/// <param name="Passed">The number of its events that have happened.</param>
/// <param name="CountedFrom">When the run began to count its events, in milliseconds since the Unix epoch.</param>
/// <param name="Parameters">The distributions that its plan uses; null if the session has no plan yet.</param>
internal readonly record struct KeptSession(SessionAddress Address, Developer Developer, int Passed, long CountedFrom, SessionParameters? Parameters)
{
    /// <summary>Whether and since when its series show only what its processes export.</summary>
    public HeldCounts? Held { get; init; }

    /// <summary>Whether the process that runs is not measured.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The key of the session whose identifier it shows; null for its own.</summary>
    public DrawKey? SharedKey { get; init; }

    /// <summary>The anomaly because of which it shares an identifier with another session; null if it does not.</summary>
    public string? Collision { get; init; }
}
