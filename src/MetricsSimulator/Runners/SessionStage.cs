namespace MetricsSimulator.Runners;

/// <summary>Where a session of a runner is between its arrival and its end.</summary>
internal enum SessionStage
{
    /// <summary>It waits for a slot.</summary>
    Pending,

    /// <summary>Its spawn hook runs.</summary>
    Spawning,

    /// <summary>Its spawn hook failed, and it waits before it is pending again.</summary>
    BackingOff,

    /// <summary>Several of its spawn hooks failed, and it waits longer.</summary>
    CircuitBroken,

    /// <summary>It has started, and is being initialized.</summary>
    Initializing,

    /// <summary>It is initialized, and works or is idle.</summary>
    Ready,
}
