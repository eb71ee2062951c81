using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Cli.Relay;

/// <summary>What was received of one metric. Deltas are added. Of totals, the last point of each series counts, once for each start. Not thread-safe.</summary>
/// <param name="first">The metric as it came first; its points are not counted.</param>
internal sealed class MetricTotals(ReceivedMetric first)
{
    private readonly Dictionary<string, ReceivedPoint> _last = new(StringComparer.Ordinal);
    private double _sum;
    private decimal _count;

    /// <summary>Its name, its unit, and the kind of its points.</summary>
    public ReceivedMetric First => first;

    /// <summary>The number of points.</summary>
    public long Points { get; private set; }

    /// <summary>The sum of the values, or of what was observed.</summary>
    public double Sum
    {
        get
        {
            var sum = _sum;
            foreach (var last in _last.Values) sum += last.Value;
            return sum;
        }
    }

    /// <summary>The number of observations.</summary>
    public decimal Count
    {
        get
        {
            var count = _count;
            foreach (var last in _last.Values) count += last.Count ?? 0;
            return count;
        }
    }

    /// <summary>Adds points.</summary>
    /// <param name="metric">A metric of the same name, unit, kind and temporality.</param>
    /// <param name="resource">The number of its resource; not used for deltas.</param>
    public void Add(ReceivedMetric metric, int resource)
    {
        Points += metric.Points.Length;
        foreach (var point in metric.Points)
        {
            if (double.IsNaN(point.Value)) continue;
            if (metric.Temporality != Temporality.Cumulative)
            {
                _sum += point.Value;
                _count += point.Count ?? 0;
                continue;
            }

            var series = string.Create(CultureInfo.InvariantCulture, $"{point.Start?.UtcTicks}\u0001{resource}{TextOf(point.Attributes)}");
            // A request that is sent again may arrive after a later one.
            if (!_last.TryGetValue(series, out var last) || last.Time <= point.Time) _last[series] = point;
        }
    }

    /// <summary>The same text for the same attributes: exporters may order them as they like.</summary>
    public static string TextOf(ImmutableArray<EventAttribute> attributes) =>
        "\u0001" + string.Join('\u0002', attributes.Select(attribute => string.Create(CultureInfo.InvariantCulture, $"{attribute.Name}\u0003{attribute.Value}")).Order(StringComparer.Ordinal));
}
