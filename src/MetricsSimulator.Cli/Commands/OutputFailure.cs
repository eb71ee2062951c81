using System.Runtime.InteropServices;
using MetricsSimulator.Cli.History.Files;

namespace MetricsSimulator.Cli.Commands;

/// <summary>Explains why an output could not be written, and what to do.</summary>
internal static class OutputFailure
{
    /// <summary>The name of standard output in messages.</summary>
    public const string StandardOutput = "standard output";

    // Error numbers of Linux: errno(3).
    private const int Closed = 9;
    private const int NoFolder = 20;
    private const int TooManyFilesOfAll = 23;
    private const int TooManyFiles = 24;
    private const int TooLarge = 27;
    private const int NoSpace = 28;
    private const int BrokenPipe = 32;
    private const int QuotaExceeded = 122;

    /// <summary>Whether an exception comes from the place of the output, and not from an error in the program.</summary>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException || IsTooLarge(exception);

    /// <summary>Whether the reader of a pipe has closed it.</summary>
    public static bool IsBrokenPipe(Exception exception) => exception is IOException && (exception.HResult & 0xFFFF) == BrokenPipe;

    /// <summary>Explains a failure in one line.</summary>
    /// <param name="output">The name of the output.</param>
    /// <param name="exception">The exception.</param>
    /// <param name="option">The option that named it.</param>
    public static string Explain(string output, Exception exception, string option = "--output") => $"{option}: " + exception switch
    {
        UnauthorizedAccessException => $"you are not allowed to write to {output}. Choose another place.",
        DirectoryNotFoundException or FileNotFoundException => Missing(output),
        { HResult: Closed } => $"{output} is closed. Choose another place.",
        { HResult: ErrorNumber.Exists or NoFolder } when FileOnTheWayTo(output) is not null => Missing(output),
        _ when exception.HResult == ErrorNumber.WouldBlock => $"another process is writing to {output}. Wait until it ends, or choose another place.",
        { HResult: ErrorNumber.Exists or NoFolder } => $"{output} cannot be created, because a file is in the way. Choose another name.",
        { HResult: ErrorNumber.ReadOnly } => $"{output} is on a read-only disk. Choose another place.",
        { HResult: TooManyFiles or TooManyFilesOfAll } => $"{output} cannot be opened, because this process may not open more files. Raise the limit (see ulimit -n).",
        { HResult: NoSpace or QuotaExceeded } => $"the disk of {output} is full. Make room there, or choose another place.",
        _ when IsTooLarge(exception) => $"a file of {output} would be larger than the disk or the limit of this process allows (see ulimit -f). Choose another place, or raise the limit.",
        { HResult: > 0 and < 0x1000 } => $"cannot write to {output}: {Marshal.GetPInvokeErrorMessage(exception.HResult)}. Choose another place.",
        _ => exception.Message,
    };

    private static string Missing(string output)
    {
        // .NET cannot even name a current folder that was removed.
        if (!Path.IsPathRooted(output) && !Directory.Exists("."))
            return $"{output} cannot be created, because the folder in which the program was started is gone. Start it in another folder, or give a full path.";
        return FileOnTheWayTo(output) is { } file
            ? $"{output} cannot be created, because {file} is a file, not a folder. Choose another place."
            : $"the folder of {output} does not exist. Create it, or choose another place.";
    }

    private static string? FileOnTheWayTo(string output)
    {
        for (var folder = Path.GetDirectoryName(output); folder is { Length: > 0 }; folder = Path.GetDirectoryName(folder))
            if (File.Exists(folder)) return folder;
        return null;
    }

    // .NET reports EFBIG as an argument that is out of range.
    private static bool IsTooLarge(Exception exception) => exception is ArgumentOutOfRangeException { ParamName: "value" } or IOException { HResult: TooLarge };
}
