using System.Globalization;

namespace MetricsSimulator.ScrapeBench.Servers;

/// <summary>What the kernel knows about a living process.</summary>
/// <param name="PeakMemory">The most resident memory it ever had, in bytes (VmHWM).</param>
/// <param name="ProcessorTime">User and system time of all its threads, counted in hundredths of a second.</param>
internal sealed record ProcessFigures(long PeakMemory, TimeSpan ProcessorTime)
{
    private const double ClockTicksPerSecond = 100; // USER_HZ, fixed in Linux's interface
    private const int UserTime = 11, SystemTime = 12; // fields after the command's closing bracket, see proc(5)

    public static ProcessFigures Of(int id)
    {
        var peak = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        var kibibytes = long.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
        var stat = File.ReadAllText($"/proc/{id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[UserTime], CultureInfo.InvariantCulture) + long.Parse(fields[SystemTime], CultureInfo.InvariantCulture);
        return new ProcessFigures(kibibytes * 1024, TimeSpan.FromSeconds(ticks / ClockTicksPerSecond));
    }
}
