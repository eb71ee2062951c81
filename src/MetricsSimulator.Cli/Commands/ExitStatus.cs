namespace MetricsSimulator.Cli.Commands;

/// <summary>The exit statuses of the program.</summary>
internal static class ExitStatus
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>The surroundings are in the way: a port that is taken, a disk that is full.</summary>
    public const int Failure = 1;

    /// <summary>The user has to change an argument or a file; nothing was started.</summary>
    public const int BadInput = 2;

    /// <summary>The user ended it before it was done: 128 and the number of SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;
}
