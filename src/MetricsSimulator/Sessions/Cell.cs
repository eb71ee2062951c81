namespace MetricsSimulator.Sessions;

/// <summary>
/// Cells of five minutes on the Unix clock. The arrivals of sessions are drawn cell by cell, whatever the update interval of a run is, so that the stream of events
/// does not depend on it.
/// </summary>
internal static class Cell
{
    /// <summary>The length of a cell in milliseconds.</summary>
    public const long Milliseconds = 300_000;

    /// <summary>The number of the cell that contains an instant.</summary>
    /// <param name="instant">Milliseconds since the Unix epoch, 0 or more.</param>
    public static uint Of(long instant) => (uint)(instant / Milliseconds);

    /// <summary>When a cell begins, in milliseconds since the Unix epoch.</summary>
    public static long StartOf(uint cell) => cell * Milliseconds;
}
