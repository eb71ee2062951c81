namespace MetricsSimulator.Runners;

/// <summary>The families whose series are always there, in the order of the exposition.</summary>
internal enum RunnerFamily
{
    /// <summary>How many sessions the runner has at once at most.</summary>
    Capacity,

    /// <summary>The sessions that the runner has: those that started and have not ended.</summary>
    Active,

    /// <summary>Those of them that are initialized.</summary>
    Initializing,

    /// <summary>The sessions that started, by platform.</summary>
    Started,

    /// <summary>The sessions that ended well, by platform.</summary>
    Completed,

    /// <summary>The sessions that failed, by platform.</summary>
    Failed,

    /// <summary>The sessions that were interrupted, by platform.</summary>
    Interrupted,

    /// <summary>How long initializations took.</summary>
    InitDuration,

    /// <summary>The initializations that failed.</summary>
    InitErrors,

    /// <summary>The start hooks that failed.</summary>
    StartHookErrors,

    /// <summary>The sessions that wait for a slot.</summary>
    QueuePending,

    /// <summary>The sessions that wait after a spawn hook failed.</summary>
    QueueBackingOff,

    /// <summary>The sessions that wait longer, after several spawn hooks failed.</summary>
    QueueCircuitBroken,

    /// <summary>The sessions whose spawn hook runs.</summary>
    PoolPending,

    /// <summary>The sessions that the pool has.</summary>
    PoolActive,

    /// <summary>The spawn hooks that ended, by result.</summary>
    SpawnHooks,

    /// <summary>How long spawn hooks took.</summary>
    SpawnHookDuration,

    /// <summary>How long sessions waited from their arrival to their start.</summary>
    QueueWait,
}
