using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>Standard input, output and error of the process.</summary>
internal static class StandardStreams
{
    private const int Last = 2;

    // Keep a reference for ever, because a collected handle is closed.
    private static readonly List<SafeFileHandle> s_held = [];

    /// <summary>
    /// Reserves the numbers of standard streams that the caller closed (<c>>&amp;-</c>). Otherwise files and sockets that are opened later could get
    /// them, and receive the messages. Writing to such a stream still fails.
    /// </summary>
    public static void Reserve()
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            while (true)
            {
                // Open it only for reading, so that writes fail. The system assigns the lowest free number, which is one of those.
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
            // A system without /dev/null cannot reserve the numbers.
        }
    }

    /// <summary>Writes a line to standard error if the console cannot, because the console would have to open a file.</summary>
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
            // Nobody could read the line in any case.
        }
    }
}
