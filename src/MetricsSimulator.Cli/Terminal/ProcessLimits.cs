using System.Globalization;
using System.Runtime.InteropServices;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>
/// The limits that the caller set on this process (<c>ulimit</c>). Where the runtime meets one of them in its own work, it dies without a word or with a stack
/// trace; so they are looked at first, and what is scarce is used sparingly.
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

    /// <summary>Says which limit leaves too little for any command, and prepares for those that leave little.</summary>
    /// <returns>A line that says what to raise; null when there is enough.</returns>
    public static string? Violation()
    {
        if (!OperatingSystem.IsLinux()) return null;
        foreach (var (resource, option, name, measure, least, unit) in s_limits)
        {
            if (SoftLimit(resource) is not { } limit || limit >= least * unit) continue;
            return string.Create(
                CultureInfo.InvariantCulture, $"The limit of this process for {name} must be {least}{measure} or more, and is {limit / unit}{measure}. Raise it (ulimit {option} {least}).");
        }

        SaveAddressSpace();
        return CanStart(LeastThreads)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"This process may not start the {LeastThreads} threads that it needs. Raise the limit (ulimit -u, ulimit -v, or that of the container).");
    }

    // An arena of the C library takes 64 MiB of address space, and each thread has one. The collector takes half of the address space, and crashes
    // when it comes to the end of it; what it is allowed ends before, in most runs, and then there is an error like any other.
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
            // Another C library, or a limit that the machine cannot reach anyway.
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
