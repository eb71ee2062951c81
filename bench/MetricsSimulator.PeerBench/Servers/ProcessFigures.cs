using System.Globalization;

namespace MetricsSimulator.PeerBench.Servers;

/// <summary>The kernel's figures for a running process.</summary>
/// <param name="PeakMemory">The peak resident memory in bytes (VmHWM).</param>
/// <param name="ProcessorTime">User and system time of all its threads, counted in hundredths of a second.</param>
internal sealed record ProcessFigures(long PeakMemory, TimeSpan ProcessorTime)
{
    private const double ClockTicksPerSecond = 100; // USER_HZ, fixed in Linux's interface
    private const int UserTime = 11, SystemTime = 12; // fields after the command's closing bracket, see proc(5)

    public static ProcessFigures Of(int id)
    {
        var peak = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        var kibibytes = Number(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]);
        var stat = File.ReadAllText($"/proc/{id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = Number(fields[UserTime]) + Number(fields[SystemTime]);
        return new ProcessFigures(kibibytes * 1024, TimeSpan.FromSeconds(ticks / ClockTicksPerSecond));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
