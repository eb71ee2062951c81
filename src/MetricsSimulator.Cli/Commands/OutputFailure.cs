using System.Runtime.InteropServices;
using MetricsSimulator.Cli.History.Files;

namespace MetricsSimulator.Cli.Commands;

/// <summary>Says why something could not be written, and what to do.</summary>
internal static class OutputFailure
{
    // Numbers of errors on Linux: errno(3).
    private const int NoFolder = 20;
    private const int TooManyFilesOfAll = 23;
    private const int TooManyFiles = 24;
    private const int TooLarge = 27;
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;

    /// <summary>Whether something came of the place that was written to, rather than of a mistake of the program.</summary>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException || IsTooLarge(exception);

    /// <summary>Explains a failure in one line.</summary>
    /// <param name="output">What was to be written.</param>
    /// <param name="exception">What came of it.</param>
    /// <param name="option">The option that named it.</param>
    public static string Explain(string output, Exception exception, string option = "--output") => $"{option}: " + exception switch
    {
        UnauthorizedAccessException => $"{output} may not be written to. Give a place where you may write.",
        DirectoryNotFoundException or FileNotFoundException => $"{output} lies in a folder that does not exist. Create it, or give another place.",
        _ when exception.HResult == ErrorNumber.WouldBlock => $"{output} is being written by another process. Let it end, or give another place.",
        { HResult: ErrorNumber.Exists or NoFolder } => $"{output} cannot be created: a file is in the way. Give another name.",
        { HResult: ErrorNumber.ReadOnly } => $"{output} lies on a disk that is read-only. Give another place.",
        { HResult: TooManyFiles or TooManyFilesOfAll } => $"{output} cannot be opened: this process may open no more files. Raise the limit (see ulimit -n).",
        { HResult: NoSpace or QuotaExceeded } => $"the disk of {output} is full. Make room there, or give another place.",
        _ when IsTooLarge(exception) => $"a file of {output} would be larger than the disk or this process may have one (see ulimit -f). Give another place, or raise the limit.",
        { HResult: > 0 and < 0x1000 } => $"{output} takes no more: {Marshal.GetPInvokeErrorMessage(exception.HResult)}. Give another place.",
        _ => exception.Message,
    };

    // An argument that is out of range is how the framework tells EFBIG, whatever wrote.
    private static bool IsTooLarge(Exception exception) => exception is ArgumentOutOfRangeException { ParamName: "value" } or IOException { HResult: TooLarge };
}
