using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Simulation;

/// <summary>
/// Which series of a model a simulator shows. A series has the same samples whatever else is selected, so that a run can be cut into parts.
/// Immutable and thread-safe.
/// </summary>
public sealed class SeriesSelection
{
    /// <summary>All series of the model.</summary>
    public static readonly SeriesSelection All = new(null, default);

    private readonly string? _key;
    private readonly SeriesRange? _range;

    private SeriesSelection(string? key, SeriesRange? range)
    {
        _key = key;
        _range = range;
    }

    /// <summary>Some label sets of one metric, and nothing of the others.</summary>
    /// <param name="key">The <see cref="MetricDefinition.Key"/> of the metric.</param>
    /// <param name="range">Which label sets.</param>
    public static SeriesSelection Of(string key, SeriesRange range)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new SeriesSelection(key, range);
    }

    /// <summary>All label sets of one metric, and nothing of the others.</summary>
    /// <param name="key">The <see cref="MetricDefinition.Key"/> of the metric.</param>
    public static SeriesSelection Of(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new SeriesSelection(key, null);
    }

    /// <summary>The label sets of a metric that are selected; none has a count of 0.</summary>
    public SeriesRange RangeOf(MetricDefinition metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (_key is null) return SeriesRange.All(metric.Labels);
        return _key == metric.Key ? _range ?? SeriesRange.All(metric.Labels) : default;
    }
}
