using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Model;

/// <summary>
/// The series of a model that a simulator shows. The samples of a series do not depend on the selection, so that a run can be cut into parts.
/// </summary>
public sealed class SeriesSelection
{
    /// <summary>All series of the model.</summary>
    public static readonly SeriesSelection All = new(null, default);

    private readonly string? _key;
    private readonly SeriesRange? _range;
    private readonly string? _name;

    private SeriesSelection(string? key, SeriesRange? range, string? name = null)
    {
        _key = key;
        _range = range;
        _name = name;
    }

    /// <summary>Some label sets of one metric, and nothing else.</summary>
    /// <param name="key">The <see cref="MetricDefinition.Key"/> of the metric.</param>
    /// <param name="range">The range of label sets.</param>
    public static SeriesSelection Of(string key, SeriesRange range)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new SeriesSelection(key, range);
    }

    /// <summary>All label sets of one metric, and nothing else.</summary>
    /// <param name="key">The <see cref="MetricDefinition.Key"/> of the metric.</param>
    public static SeriesSelection Of(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new SeriesSelection(key, null);
    }

    /// <summary>All label sets of the metric with a name in Prometheus, and nothing else.</summary>
    internal static SeriesSelection OfName(string name) => new(null, null, name);

    /// <summary>Whether the selection has the source with a key, and thus all of its series.</summary>
    internal bool Has(string key) => _range is null && _name is null && (_key is null || _key == key);

    /// <summary>The selected label sets of a metric; null if the metric is not selected.</summary>
    public SeriesRange? RangeOf(MetricDefinition metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var isSelected = (_key is null || _key == metric.Key) && (_name is null || _name == metric.Name);
        return isSelected ? _range ?? SeriesRange.All(metric.Labels) : null;
    }
}
