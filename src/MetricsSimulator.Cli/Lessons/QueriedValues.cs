using System.Globalization;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Scoring;

namespace MetricsSimulator.Cli.Lessons;

/// <summary>The values of an expression at several instants. For one answer.</summary>
internal sealed class QueriedValues : SeriesReceiver
{
    private readonly Dictionary<SortedLabels, Dictionary<long, double>> _series = [];
    private Dictionary<long, double> _current = [];

    /// <summary>Whether the expression has no value.</summary>
    public bool IsEmpty => _series.Count == 0;

    /// <summary>The last value of the only series; null if there is not exactly one.</summary>
    public double? Single => _series.Count == 1 && _series.First().Value is { Count: > 0 } values ? values[values.Keys.Max()] : null;

    /// <inheritdoc/>
    public override void Begin(SortedLabels labels) => _series[labels.ForAlert("", [])] = _current = [];

    /// <inheritdoc/>
    public override void Take(long instant, ReadOnlySpan<byte> value) => _current[instant] = value switch
    {
        [.., (byte)'I', (byte)'n', (byte)'f'] => value[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
        _ => double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    /// <summary>Whether the values are the same: each series has values at the same instants, and they are near each other. The name of the metric does not count, and no label of a single series does.</summary>
    /// <param name="other">The other values.</param>
    /// <param name="tolerance">The greatest relative difference.</param>
    public bool AreNear(QueriedValues other, double tolerance)
    {
        if (_series.Count != other._series.Count || IsEmpty) return false;
        if (_series.Count == 1) return AreNear(_series.First().Value, other._series.First().Value, tolerance);
        return _series.All(series => other._series.TryGetValue(series.Key, out var values) && AreNear(series.Value, values, tolerance));
    }

    private static bool AreNear(Dictionary<long, double> one, Dictionary<long, double> other, double tolerance) =>
        one.Count == other.Count && one.All(point => other.TryGetValue(point.Key, out var value) && Answer.IsNear(point.Value, value, tolerance));
}
