namespace MetricsSimulator.Sessions;

/// <summary>Rounds the values of a workload to whole numbers. Each value is rounded half up, once, when it is computed.</summary>
internal static class Whole
{
    /// <summary>⌊x + ½⌋.</summary>
    /// <param name="x">A number of at most 2⁵³.</param>
    public static long Of(double x) => (long)Math.Floor(x + 0.5);

    /// <summary>Seconds as whole milliseconds.</summary>
    public static long Milliseconds(double seconds) => Of(1000 * seconds);
}
