namespace MetricsSimulator.Cli.Runs;

/// <summary>What is in the way of a change.</summary>
internal enum RefusalCause
{
    /// <summary>The request is wrong in itself.</summary>
    Invalid,

    /// <summary>The request is right, but the run does not allow it now.</summary>
    Conflict,

    /// <summary>The change holds, but the journal could not be written.</summary>
    Unrecorded,
}
