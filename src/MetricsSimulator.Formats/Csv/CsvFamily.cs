using System.Text;
using MetricsSimulator.Formats.Numbers;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Csv;

/// <summary>
/// What the rows of a family have in common: the columns around the labels and around the value. Immutable and thread-safe.
/// </summary>
internal sealed class CsvFamily
{
    /// <summary>Encodes a family.</summary>
    public CsvFamily(MetricFamily family)
    {
        Family = family;
        var hasLabels = !family.Labels.Dimensions.IsEmpty;
        var tail = hasLabels ? "}\","u8.ToArray() : ","u8.ToArray();
        if (family.Type != MetricType.Histogram)
        {
            Rows = [new CsvRow(Head(family.Name, hasLabels), tail, 0)];
            return;
        }

        var bounds = family.Buckets.Append(double.PositiveInfinity).ToArray();
        Rows =
        [
            .. bounds.Select((bound, i) => new CsvRow(Head(family.Name + "_bucket", quoted: true), BucketTail(bound, hasLabels), i)),
            new CsvRow(Head(family.Name + "_sum", hasLabels), tail, bounds.Length),
            new CsvRow(Head(family.Name + "_count", hasLabels), tail, bounds.Length - 1),
        ];
    }

    /// <summary>The family.</summary>
    public MetricFamily Family { get; }

    /// <summary>The rows of each label set, in order.</summary>
    public CsvRow[] Rows { get; }

    private static byte[] Head(string name, bool quoted) => Encoding.UTF8.GetBytes(quoted ? $",{name},\"" : $",{name},");

    private static byte[] BucketTail(double bound, bool hasLabels)
    {
        var buffer = new byte[GoFloat.BufferLength];
        var spelled = buffer.AsSpan(0, GoFloat.WriteOpenMetrics(bound, buffer));
        return [.. hasLabels ? ",le=\"\""u8 : "{le=\"\""u8, .. spelled, .. "\"\"}\","u8];
    }
}
