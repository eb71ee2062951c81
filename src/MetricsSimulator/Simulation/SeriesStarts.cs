using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Simulation;

/// <summary>Finds since when the label sets of a snapshot count: since their birth, or a later restart. The births of a layout are found once. One thread at a time.</summary>
/// <param name="registry">The registry of series.</param>
internal sealed class SeriesStarts(SeriesRegistry registry)
{
    private Layout? _layout;
    private long[] _births = [];

    /// <summary>Writes the instants.</summary>
    /// <param name="layout">The layout of the snapshot.</param>
    /// <param name="sources">The sources of its values.</param>
    /// <param name="timeline">The instants of ticks.</param>
    /// <param name="tick">The tick of the snapshot.</param>
    /// <param name="starts">For each label set, at the index of its first value, the instant in 100 ns since year 1, in UTC.</param>
    public void Show(Layout layout, PlacedSource[] sources, Timeline timeline, long tick, long[] starts)
    {
        if (!ReferenceEquals(_layout, layout)) FindBirths(layout);
        _births.AsSpan(0, layout.ValueCount).CopyTo(starts);
        foreach (var placed in sources)
            if (placed.IsShown) placed.Source.ShowStarts(tick, placed.In(starts));
        var (first, interval) = (timeline.Start.UtcTicks, timeline.UpdateInterval.Ticks);
        for (var i = 0; i < layout.ValueCount; i++) starts[i] = first + starts[i] * interval;
    }

    private void FindBirths(Layout layout)
    {
        if (_births.Length < layout.ValueCount) _births = new long[layout.ValueCount];
        foreach (var family in layout.Families) registry.FindBirths(family, _births.AsSpan(family.ValueOffset, family.ValueCount));
        _layout = layout;
    }
}
