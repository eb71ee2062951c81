namespace MetricsSimulator.Cli.Commands;

/// <summary>The exit statuses of the program.</summary>
internal static class ExitStatus
{
    /// <summary>No errors.</summary>
    public const int Success = 0;

    /// <summary>Something outside the program failed: a port is in use, a disk is full.</summary>
    public const int Failure = 1;

    /// <summary>The user has to correct an argument or a file; nothing was started.</summary>
    public const int BadInput = 2;

    /// <summary>What was examined does not meet what was required of it: an alert does not reach a figure.</summary>
    public const int Unmet = 3;

    /// <summary>The user interrupted a command before it was done: 128 plus the number of SIGINT, as in shells.</summary>
    public const int Interrupted = 130;
}
