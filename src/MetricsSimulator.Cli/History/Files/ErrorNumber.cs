namespace MetricsSimulator.Cli.History.Files;

/// <summary>Error numbers of the operating system.</summary>
/// <remarks>Source: errno(3), and sys/errno.h of macOS and FreeBSD, where EWOULDBLOCK has another number.</remarks>
internal static class ErrorNumber
{
    /// <summary>EINTR: a signal interrupted the call.</summary>
    public const int Interrupted = 4;

    /// <summary>EEXIST: something with that name exists.</summary>
    public const int Exists = 17;

    /// <summary>EROFS: the disk is read-only.</summary>
    public const int ReadOnly = 30;

    /// <summary>EWOULDBLOCK: the call would have to wait, because a pipe is full or another process has locked a file.</summary>
    public static readonly int WouldBlock = OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD() ? 35 : 11;
}
