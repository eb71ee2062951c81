using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>
/// Waits until the names in a folder are on the disk. Only then do new and renamed files outlive a crash.
/// </summary>
/// <remarks>Source: POSIX.1-2024, fsync; Linux man-pages, fsync(2), section "DESCRIPTION". .NET itself cannot open a folder.</remarks>
internal static partial class FolderFlush
{
    /// <summary>Waits until the names in a folder are on the disk.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">The disk reports an error.</exception>
    public static void Wait(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        using var handle = new SafeFileHandle(Open(folder, flags: 0), ownsHandle: true);
        if (handle.IsInvalid) throw new IOException($"{folder}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());
        RandomAccess.FlushToDisk(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);
}
