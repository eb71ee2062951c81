using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MetricsSimulator.Cli.History.Files;

/// <summary>
/// Prevents other processes of this program from writing to a folder at the same time. The lock is on the folder itself, so that the system removes it when
/// the process ends in any way. On systems without such locks, it does nothing. Thread-safe.
/// </summary>
/// <remarks>Source: Linux man-pages, flock(2). .NET itself cannot open a folder.</remarks>
internal sealed partial class FolderLock : IDisposable
{
    private const int ExclusiveAtOnce = 2 | 4;

    // O_CLOEXEC: otherwise, a child process would keep the lock.
    private static readonly int ForThisProcess = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    private readonly SafeFileHandle _folder;

    /// <summary>Takes the lock.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">Another process has the lock; the error number is the <see cref="Exception.HResult"/>.</exception>
    public FolderLock(string folder)
    {
        _folder = OperatingSystem.IsWindows() ? new SafeFileHandle() : new SafeFileHandle(Open(folder, ForThisProcess), ownsHandle: true);
        if (_folder.IsInvalid || Lock(_folder, ExclusiveAtOnce) == 0 || Marshal.GetLastPInvokeError() != ErrorNumber.WouldBlock) return;
        _folder.Dispose();
        throw new IOException($"Another process is writing to {folder}.", ErrorNumber.WouldBlock);
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose() => _folder.Dispose();

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Lock(SafeFileHandle file, int operation);
}
