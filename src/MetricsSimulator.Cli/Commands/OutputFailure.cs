using System.Runtime.InteropServices;

namespace MetricsSimulator.Cli.Commands;

/// <summary>Says why something could not be written, and what to do. Thread-safe.</summary>
internal static class OutputFailure
{
    // Numbers of errors on Linux: errno(3).
    private const int Exists = 17;
    private const int NoFolder = 20;
    private const int TooLarge = 27;
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int QuotaExceeded = 122;

    /// <summary>Explains a failure in one line.</summary>
    /// <param name="output">What was to be written.</param>
    /// <param name="exception">What came of it.</param>
    public static string Explain(string output, Exception exception) => "--output: " + exception switch
    {
        UnauthorizedAccessException => $"{output} may not be written to. Give a place where you may write.",
        DirectoryNotFoundException => $"{output} lies in a folder that does not exist. Create it, or give another place.",
        { HResult: Exists or NoFolder } => $"{output} cannot be created: a file is in the way. Give another name.",
        { HResult: ReadOnly } => $"{output} lies on a disk that is read-only. Give another place.",
        { HResult: NoSpace or QuotaExceeded } => $"the disk of {output} is full. Make room there, or give another place.",
        { HResult: TooLarge } => $"a file of {output} would be larger than this process may make one (see ulimit -f). Raise the limit, or give another place.",
        { HResult: > 0 and < 0x1000 } => $"{output} takes no more: {Marshal.GetPInvokeErrorMessage(exception.HResult)}. Give another place.",
        _ => exception.Message,
    };
}
