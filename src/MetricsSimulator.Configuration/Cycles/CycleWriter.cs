using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Cycles;

namespace MetricsSimulator.Configuration.Cycles;

/// <summary>Writes the block of a cycle, with every key: the inverse of <see cref="CycleReader"/>. Thread-safe.</summary>
internal static class CycleWriter
{
    public static Node Write(Cycle cycle) => new BlockWriter()
        .Set(CycleKeys.PeakHours, cycle.PeakHours)
        .Set(CycleKeys.NightBaseline, cycle.NightBaseline)
        .Set(CycleKeys.WeekendReduction, cycle.WeekendReduction)
        .Set(CycleKeys.Holidays, cycle.Holidays)
        .Set(CycleKeys.Yearly, cycle.Yearly.Factors)
        .Set(CycleKeys.Trend, cycle.Trend)
        .Set(CycleKeys.TimeZone, cycle.Zone)
        .Node;
}
