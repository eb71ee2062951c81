namespace MetricsSimulator.Cli.History.Files;

/// <summary>Numbers of the system's errors.</summary>
/// <remarks>Source: errno(3), and sys/errno.h of macOS and FreeBSD, where that of an operation that would block differs.</remarks>
internal static class ErrorNumber
{
    /// <summary>A signal came meanwhile.</summary>
    public const int Interrupted = 4;

    /// <summary>Something of that name is there.</summary>
    public const int Exists = 17;

    /// <summary>The disk is read-only.</summary>
    public const int ReadOnly = 30;

    /// <summary>It would have to be waited for: a pipe that is full, a file that another process has locked.</summary>
    public static readonly int WouldBlock = OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD() ? 35 : 11;
}
