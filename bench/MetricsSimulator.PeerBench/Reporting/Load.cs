using System.Globalization;

namespace MetricsSimulator.PeerBench.Reporting;

/// <summary>How busy the machine is with other work. If it was busy during a run, the run should be repeated.</summary>
/// <param name="Average">The load averages of the last 1, 5 and 15 minutes.</param>
/// <param name="Stolen">The processor time since boot that the hypervisor gave to other machines.</param>
/// <param name="Total">All processor time since boot, in the same unit.</param>
internal sealed record Load(string Average, long Stolen, long Total)
{
    private const int StolenColumn = 7, ColumnsInTotal = 8; // user nice system idle iowait irq softirq steal, see proc(5)

    public static Load Now()
    {
        long[] columns = [.. File.ReadLines("/proc/stat").First()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Take(ColumnsInTotal)
            .Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
        var average = string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);
        return new Load(average, columns[StolenColumn], columns.Sum());
    }

    /// <summary>The share of all processor time that was stolen since an earlier reading.</summary>
    public double StolenShareSince(Load earlier) => (double)(Stolen - earlier.Stolen) / Math.Max(1, Total - earlier.Total);
}
