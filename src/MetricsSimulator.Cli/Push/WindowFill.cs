using MetricsSimulator.Formats.RemoteWrite;
using MetricsSimulator.Formats.Series;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Push;

/// <summary>Fills windows of samples to send, one after another. One thread at a time; any thread may read a full window.</summary>
internal sealed class WindowFill
{
    // The most values of a window: 8 MiB.
    private const int MostValues = 1 << 20;

    // Prometheus accepts series in any order while their samples are less than an hour apart, half the length of its first blocks.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(30);

    // Up to this number of series, it is not worthwhile to remove those that have ended.
    private const int AlwaysKept = 4096;

    private SeriesUnion _union = new();

    /// <summary>Fills a window with one tick.</summary>
    /// <param name="window">The window.</param>
    /// <param name="snapshot">The tick.</param>
    public void Fill(SampleWindow window, Snapshot snapshot)
    {
        Begin(window, 1);
        window.Add(snapshot);
    }

    /// <summary>Fills a window, beginning at the current tick of a simulator, until the window is full.</summary>
    /// <param name="window">The window.</param>
    /// <param name="simulator">The simulator; this moves it to the last tick of the window.</param>
    /// <param name="end">The tick after the last one.</param>
    /// <param name="mostTicks">The most ticks in the window: 1 or more.</param>
    /// <param name="cancellation">Cancels it.</param>
    public void Fill(SampleWindow window, Simulator simulator, long end, int mostTicks, CancellationToken cancellation)
    {
        var values = Math.Max(simulator.Layout.ValueCount, _union.Layout.ValueCount);
        var ticks = (int)Math.Clamp(Math.Min(s_longest / simulator.Model.Timeline.UpdateInterval, MostValues / Math.Max(1, values)), 1, mostTicks);
        Begin(window, ticks);
        for (var tick = simulator.Tick; tick < end && window.Count < ticks; tick++)
        {
            cancellation.ThrowIfCancellationRequested();
            simulator.AdvanceTo(tick, cancellation: cancellation);
            using var snapshot = simulator.Acquire();
            window.Add(snapshot);
        }
    }

    private void Begin(SampleWindow window, int ticks)
    {
        _union = _union.WithoutEnded(AlwaysKept);
        window.Begin(_union, ticks);
    }
}
