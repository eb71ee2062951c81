namespace MetricsSimulator.Sessions;

/// <summary>Whole numbers of a workload: everything that it counts is rounded half up, once, where it arises.</summary>
internal static class Whole
{
    /// <summary>⌊x + ½⌋.</summary>
    /// <param name="x">A number of at most 2⁵³.</param>
    public static long Of(double x) => (long)Math.Floor(x + 0.5);

    /// <summary>Seconds as whole milliseconds.</summary>
    public static long Milliseconds(double seconds) => Of(1000 * seconds);
}
