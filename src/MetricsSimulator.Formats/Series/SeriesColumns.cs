using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Series;

/// <summary>Finds the column of each series of a layout, in the order of the series.</summary>
public static class SeriesColumns
{
    /// <summary>The columns of all series of a layout.</summary>
    public static int[] Of(Layout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return Of(layout.Families);
    }

    /// <summary>The columns of the series of some families.</summary>
    internal static int[] Of(IEnumerable<MetricFamily> families)
    {
        var columns = new List<int>();
        foreach (var family in families)
        {
            foreach (var labelSet in family.LabelSets)
                foreach (var series in family.Series) columns.Add(labelSet.Column + series.Value);
        }

        return [.. columns];
    }
}
