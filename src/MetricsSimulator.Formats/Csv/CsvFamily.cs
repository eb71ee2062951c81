using System.Text;
using MetricsSimulator.Formats.Numbers;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Csv;

/// <summary>
/// The columns that all rows of a family share: those around the labels and around the value.
/// </summary>
internal sealed class CsvFamily
{
    /// <summary>Encodes a family.</summary>
    public CsvFamily(MetricFamily family)
    {
        Family = family;
        Rows = [.. family.Series.Select(series => RowOf(family, series))];
    }

    /// <summary>The family.</summary>
    public MetricFamily Family { get; }

    /// <summary>The rows of each label set, in order.</summary>
    public CsvRow[] Rows { get; }

    private static CsvRow RowOf(MetricFamily family, FamilySeries series)
    {
        var hasLabels = family.Labels.HaveLabels;
        var isQuoted = hasLabels || series.Label is not null;
        var head = $",{family.Name}{series.Suffix},{(isQuoted ? "\"" : "")}";
        var label = series.Label is { } own ? $"{(hasLabels ? "," : "{")}{own.Name}=\"\"{GoFloat.SpellOpenMetrics(own.Number)}\"\"" : "";
        var tail = isQuoted ? label + "}\"," : ",";
        return new CsvRow(Encoding.UTF8.GetBytes(head), Encoding.UTF8.GetBytes(tail), series.Value);
    }
}
