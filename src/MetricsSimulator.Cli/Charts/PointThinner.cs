using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Charts;

/// <summary>
/// Keeps the first, the least, the greatest and the last point of each column of a picture. A line through these covers the same pixels as one through all points, so that no
/// spike is lost. There may be any number of points; only a few for each column are in memory. A gap that is narrower than a column cannot be seen, and is closed. One thread at a time.
/// </summary>
/// <remarks>Source: Jugel, Jerzak, Hackenbroich and Markl, "M4: A Visualization-Oriented Time Series Data Aggregation", PVLDB 7 (2014).</remarks>
/// <param name="begin">The start of the picture.</param>
/// <param name="end">The end of the picture, after <paramref name="begin"/>.</param>
/// <param name="columns">The number of columns, 1 or more.</param>
internal sealed class PointThinner(DateTimeOffset begin, DateTimeOffset end, int columns)
{
    private readonly ImmutableArray<ChartPoint>.Builder _points = ImmutableArray.CreateBuilder<ChartPoint>();
    private readonly double _columnLength = (end - begin).Ticks / (double)columns;
    private long _column = long.MinValue;
    private ChartPoint _first;
    private ChartPoint _least;
    private ChartPoint _greatest;
    private ChartPoint _last;
    private bool _isEmpty = true;
    private bool _isInGap;

    /// <summary>Thins points.</summary>
    /// <param name="points">The points, ascending in time.</param>
    /// <param name="begin">The start of the picture.</param>
    /// <param name="end">The end of the picture.</param>
    /// <param name="columns">The number of columns.</param>
    public static ImmutableArray<ChartPoint> Thin(ImmutableArray<ChartPoint> points, DateTimeOffset begin, DateTimeOffset end, int columns)
    {
        var thinner = new PointThinner(begin, end, columns);
        foreach (var point in points) thinner.Add(point);
        return thinner.Take();
    }

    /// <summary>Adds a point, not before the last one.</summary>
    public void Add(ChartPoint point)
    {
        if (!double.IsFinite(point.Value))
        {
            _isInGap = true;
            return;
        }

        var column = (long)Math.Floor((point.Instant - begin).Ticks / _columnLength);
        if (column != _column) Release();
        if (_isInGap && _points.Count > 0 && column - _column > 1) _points.Add(new ChartPoint(_points[^1].Instant, double.NaN));
        _isInGap = false;
        if (_isEmpty) (_column, _first, _least, _greatest, _isEmpty) = (column, point, point, point, false);
        if (point.Value < _least.Value) _least = point;
        if (point.Value > _greatest.Value) _greatest = point;
        _last = point;
    }

    /// <summary>The points that are kept.</summary>
    public ImmutableArray<ChartPoint> Take()
    {
        Release();
        return _points.ToImmutable();
    }

    private void Release()
    {
        if (_isEmpty) return;
        _isEmpty = true;
        var (second, third) = _least.Instant <= _greatest.Instant ? (_least, _greatest) : (_greatest, _least);
        _points.Add(_first);
        foreach (var point in (ReadOnlySpan<ChartPoint>)[second, third, _last])
            if (point.Instant > _points[^1].Instant) _points.Add(point);
    }
}
