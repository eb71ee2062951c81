using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Cycles;

namespace MetricsSimulator.Configuration.Reading;

/// <summary>Reads the cycles of a pattern. Thread-safe.</summary>
internal static class CycleReader
{
    public static Cycle? Read(Cursor at) => at.Node is null ? null : new Cycle();
}
