using System.Collections.Immutable;

namespace MetricsSimulator.Metrics;

/// <summary>
/// The shape that all snapshots of a model share: its families in the order of the exposition, and where the values of each lie. Two
/// snapshots have the same shape exactly when they have the same layout object.
/// </summary>
public sealed class Layout
{
    /// <summary>Creates the layout of families whose values lie one after another.</summary>
    /// <param name="families">The families; each begins where the one before ends.</param>
    /// <param name="isUnion">Whether series may stand there twice, as in a union of layouts whose columns somebody else tells apart.</param>
    /// <exception cref="ArgumentException">Values do not lie one after another, or two series have the same name and labels.</exception>
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

    /// <summary>The families, in the order of the exposition. Those that were given without numbers of their series are numbered through.</summary>
    public ImmutableArray<MetricFamily> Families { get; }

    /// <summary>Which series of the run is which, and when it was born; null for a layout that no run has.</summary>
    public SeriesRegistry? Registry { get; internal init; }

    /// <summary>The length of a snapshot's array of values.</summary>
    public int ValueCount { get; }

    /// <summary>The number of metrics: of families without those that continue another.</summary>
    public int MetricCount { get; }

    /// <summary>The number of time series that Prometheus stores for a scrape, without those that anomalies may add.</summary>
    public long SeriesCount { get; }

    private static ImmutableArray<MetricFamily> Numbered(ImmutableArray<MetricFamily> families)
    {
        var registry = new SeriesRegistry();
        return [.. families.Select(family => family.Placed(0, registry.NumbersOf(family, 0)))];
    }
}
