using System.Globalization;
using System.Runtime.InteropServices;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>
/// The limits of this process (<c>ulimit</c>). When the runtime itself reaches one of them, it dies without a message or with a stack
/// trace. So the program checks the limits first, and uses scarce resources sparingly.
/// </summary>
/// <remarks>Source: Linux man-pages, getrlimit(2) and mallopt(3); the numbers are measured with the static executable. Other systems have no such checks.</remarks>
internal static partial class ProcessLimits
{
    private const int LeastThreads = 8;
    private const int AddressSpace = 9;
    private const int MostArenas = -8;

    private static readonly (int Resource, string Option, string Name, string Measure, ulong Least, ulong Unit)[] s_limits =
    [
        (7, "-n", "open files", "", 16, 1),
        (3, "-s", "the stack of a thread", " kB", 512, 1024),
        (2, "-d", "memory", " kB", 128 * 1024, 1024),
        (AddressSpace, "-v", "address space", " kB", 384 * 1024, 1024),
    ];

    /// <summary>Finds a limit that is too low for any command, and prepares for limits that are low.</summary>
    /// <returns>A line that names the limit to raise; null if all limits are high enough.</returns>
    public static string? Violation()
    {
        if (!OperatingSystem.IsLinux()) return null;
        foreach (var (resource, option, name, measure, least, unit) in s_limits)
        {
            if (SoftLimit(resource) is not { } limit || limit >= least * unit) continue;
            return string.Create(
                CultureInfo.InvariantCulture, $"The limit of this process for {name} must be at least {least}{measure}, but is {limit / unit}{measure}. Raise it (ulimit {option} {least}).");
        }

        SaveAddressSpace();
        return CanStart(LeastThreads)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"This process cannot start the {LeastThreads} threads that it needs. Raise the limit (ulimit -u, ulimit -v, or that of the container).");
    }

    // Each thread has an arena of the C library, which takes 64 MiB of address space. The collector reserves half of the address space, and crashes
    // at the end of it. In most runs it reaches its own limit earlier, which causes an ordinary error.
    private static void SaveAddressSpace()
    {
        if (SoftLimit(AddressSpace) is not { } limit) return;
        try
        {
            _ = SetAllocator(MostArenas, 1);
            AppContext.SetData("GCHeapHardLimit", limit / 16 * 5);
            GC.RefreshMemoryLimit();
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or InvalidOperationException)
        {
            // The process uses another C library, or the limit is higher than the machine's memory.
        }
    }

    private static bool CanStart(int threads)
    {
        using var end = new ManualResetEventSlim();
        var started = new List<Thread>();
        try
        {
            while (started.Count < threads)
            {
                var thread = new Thread(() => end.Wait());
                thread.Start();
                started.Add(thread);
            }

            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
        finally
        {
            end.Set();
            foreach (var thread in started) thread.Join();
        }
    }

    private static ulong? SoftLimit(int resource) => GetLimit(resource, out var limit) == 0 && limit.Soft != nuint.MaxValue ? limit.Soft : null;

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetLimit(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAllocator(int parameter, int value);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(nuint Soft, nuint Hard);
}
