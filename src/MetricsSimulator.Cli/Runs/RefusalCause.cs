namespace MetricsSimulator.Cli.Runs;

/// <summary>The kind of reason why a change is refused.</summary>
internal enum RefusalCause
{
    /// <summary>The request itself is wrong.</summary>
    Invalid,

    /// <summary>The request is valid, but the run does not allow it now.</summary>
    Conflict,

    /// <summary>The change was made, but the journal could not be written.</summary>
    Unrecorded,
}
