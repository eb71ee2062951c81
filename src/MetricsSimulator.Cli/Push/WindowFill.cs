using MetricsSimulator.Formats.RemoteWrite;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Push;

/// <summary>Computes the windows of samples that are sent.</summary>
internal static class WindowFill
{
    // 8 MiB of values in a window.
    private const int MostValues = 1 << 20;

    // Prometheus takes samples in any order of series while they are less than an hour apart, half the length of its first blocks.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(30);

    /// <summary>Fills a window from the tick at which a simulator stands, until the layout changes or the window is full.</summary>
    /// <param name="window">The window.</param>
    /// <param name="simulator">The simulator; it comes to stand at the tick after the window, or at its last tick.</param>
    /// <param name="end">The tick before which the last one lies.</param>
    /// <param name="mostTicks">The most ticks in the window: 1 or more.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static void Fill(SampleWindow window, Simulator simulator, long end, int mostTicks, CancellationToken cancellation)
    {
        var layout = simulator.Layout;
        var ticks = (int)Math.Clamp(Math.Min(s_longest / simulator.Model.Timeline.UpdateInterval, MostValues / Math.Max(1, layout.ValueCount)), 1, mostTicks);
        window.Begin(layout, ticks);
        for (var tick = simulator.Tick; tick < end && window.Count < ticks; tick++)
        {
            cancellation.ThrowIfCancellationRequested();
            simulator.AdvanceTo(tick, cancellation: cancellation);
            if (simulator.Layout != layout) return;
            using var snapshot = simulator.Acquire();
            window.Add(snapshot);
        }
    }
}
