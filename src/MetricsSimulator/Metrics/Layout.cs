using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>
/// The shape that all snapshots of a model share: its families in the order of the exposition, and the places of their values. Two
/// snapshots have the same shape if and only if they have the same layout object.
/// </summary>
public sealed class Layout
{
    /// <summary>Creates the layout of families whose values lie one after another.</summary>
    /// <param name="families">The families; each begins at the index at which the one before ends.</param>
    /// <param name="isUnion">Whether a series may appear twice, as in a union, whose owner tells the columns apart.</param>
    /// <exception cref="ArgumentException">A family does not begin where the one before ends, or two series have the same name and labels.</exception>
    public Layout(ImmutableArray<MetricFamily> families, bool isUnion = false)
    {
        Families = families.All(family => family.IsNumbered) ? families : Numbered(families);
        var end = 0;
        foreach (var family in families)
        {
            if (family.ValueOffset != end) throw new ArgumentException($"{family.Name} must begin at {end}.", nameof(families));
            end = checked(end + family.ValueCount);
        }

        if (!isUnion && SharedSeries.Find(families) is { } twice) throw new ArgumentException($"The series {twice} appears twice.", nameof(families));
        ValueCount = end;
        MetricCount = families.Count(family => !family.Continues);
        SeriesCount = families.Sum(family => family.Continues ? 0 : family.SeriesCount);
    }

    /// <summary>The families, in the order of the exposition. Families that had no numbers get consecutive ones.</summary>
    public ImmutableArray<MetricFamily> Families { get; }

    /// <summary>The registry of the run, which knows the number and birth of each series; null for a layout that belongs to no run.</summary>
    public SeriesRegistry? Registry { get; internal init; }

    /// <summary>The length of a snapshot's array of values.</summary>
    public int ValueCount { get; }

    /// <summary>The number of metrics. A family that continues another does not count.</summary>
    public int MetricCount { get; }

    /// <summary>The number of time series that Prometheus stores for a scrape, without those that explosions may add.</summary>
    public long SeriesCount { get; }

    private static ImmutableArray<MetricFamily> Numbered(ImmutableArray<MetricFamily> families)
    {
        var registry = new SeriesRegistry();
        return [.. families.Select(family => family.Placed(0, registry.NumbersOf(family, 0)))];
    }
}
