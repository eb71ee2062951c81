using System.Runtime.InteropServices;

namespace MetricsSimulator.Cli.History.Files;

/// <summary>
/// Standard output of a POSIX system. Each write moves the shared position in a file, so that other processes with the same output continue after it, and
/// a closed pipe is an error. .NET's streams of files keep a position of their own, and its stream of the console hides the error. One
/// thread at a time.
/// </summary>
/// <remarks>Source: POSIX.1-2024, write and poll.</remarks>
internal sealed partial class StandardOutput : WriteOnlyStream
{
    private const int Descriptor = 1;
    private const short CanBeWritten = 4;

    /// <inheritdoc/>
    /// <exception cref="IOException">The output takes no more; the error number is the <see cref="Exception.HResult"/>.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = Write(Descriptor, buffer, (nuint)buffer.Length);
            if (written >= 0) buffer = buffer[(int)written..];
            else if (Marshal.GetLastPInvokeError() == ErrorNumber.WouldBlock) WaitForRoom();
            else if (Marshal.GetLastPInvokeError() != ErrorNumber.Interrupted) throw new IOException(Marshal.GetLastPInvokeErrorMessage(), Marshal.GetLastPInvokeError());
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    // The parent process may have set the output to non-blocking mode.
    private static void WaitForRoom()
    {
        var polled = new Polled(Descriptor, CanBeWritten, 0);
        _ = Poll(ref polled, 1, timeout: -1);
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nuint length);

    [LibraryImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref Polled polled, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Polled(int Descriptor, short Wanted, short Found);
}
