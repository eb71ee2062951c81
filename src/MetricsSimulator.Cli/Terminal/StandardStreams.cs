using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>Standard input, output and error of the process.</summary>
internal static class StandardStreams
{
    private const int Last = 2;

    // Held for ever: a handle that is collected is closed.
    private static readonly List<SafeFileHandle> s_held = [];

    /// <summary>
    /// Keeps the numbers of standard streams that the caller closed (<c>>&amp;-</c>) from the files and sockets that are opened later, which would be
    /// written to. What is written to such a stream still fails.
    /// </summary>
    public static void Reserve()
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            while (true)
            {
                // For reading alone, so that it takes nothing. The system gives the lowest number that is free.
                var handle = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                if (handle.DangerousGetHandle() > Last)
                {
                    handle.Dispose();
                    return;
                }

                s_held.Add(handle);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A root without devices: then there is nothing to hold the numbers with.
        }
    }

    /// <summary>Writes a line to standard error where the console cannot: it opens a file for it.</summary>
    /// <param name="line">The line.</param>
    public static void Complain(string line)
    {
        try
        {
            using var error = new FileStream(new SafeFileHandle(Last, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            error.Write(Encoding.UTF8.GetBytes(line + "\n"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Whatever the reason, there is nobody to tell it to.
        }
    }
}
