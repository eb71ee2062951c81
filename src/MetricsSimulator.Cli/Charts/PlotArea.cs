using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Charts;

/// <summary>The part of a chart with the lines. It maps instants and values to places; those outside are mapped to its edge.</summary>
/// <param name="Box">The place of the area.</param>
/// <param name="Time">Its time axis.</param>
/// <param name="Values">Its axis of values.</param>
internal sealed record PlotArea(Box Box, TimeAxis Time, ValueAxis Values)
{
    /// <summary>The horizontal place of an instant.</summary>
    public double X(DateTimeOffset instant) => Box.Left + Time.Position(instant) * Box.Width;

    /// <summary>The vertical place of a value.</summary>
    public double Y(double value) => Box.Bottom - Values.Position(value) * Box.Height;

    /// <summary>A line through points, with a break at each gap.</summary>
    /// <param name="points">The points.</param>
    /// <param name="isStepped">Whether a value holds until the next point.</param>
    public SvgPath PathOf(ImmutableArray<ChartPoint> points, bool isStepped)
    {
        var path = new SvgPath();
        foreach (var piece in Pieces(points)) Trace(path.Move(X(piece[0].Instant), Y(piece[0].Value)), piece, isStepped);
        return path;
    }

    /// <summary>The surface between a line and zero.</summary>
    /// <param name="points">The points.</param>
    /// <param name="isStepped">Whether a value holds until the next point.</param>
    public SvgPath SurfaceOf(ImmutableArray<ChartPoint> points, bool isStepped)
    {
        var path = new SvgPath();
        var zero = Y(0);
        foreach (var piece in Pieces(points))
        {
            path.Move(X(piece[0].Instant), zero).Line(X(piece[0].Instant), Y(piece[0].Value));
            Trace(path, piece, isStepped);
            path.Line(X(piece[^1].Instant), zero).Close();
        }

        return path;
    }

    /// <summary>A dot at each end of each gap.</summary>
    public SvgPath DotsAtGaps(ImmutableArray<ChartPoint> points)
    {
        var path = new SvgPath();
        var pieces = Pieces(points).ToArray();
        for (var i = 0; i < pieces.Length; i++)
        {
            var (first, last) = (pieces[i][0], pieces[i][^1]);
            if (i > 0 || first == last) path.Dot(X(first.Instant), Y(first.Value));
            if (i < pieces.Length - 1 && first != last) path.Dot(X(last.Instant), Y(last.Value));
        }

        return path;
    }

    /// <summary>The outline of a band. In each column of pixels, only its outermost edges are drawn.</summary>
    public SvgPath PathOf(ChartBand band)
    {
        var path = new SvgPath();
        var columns = band.Points.Where(point => double.IsFinite(point.Lower) && double.IsFinite(point.Upper))
            .GroupBy(point => Math.Floor(X(point.Instant)))
            .Select(column => (X: X(column.First().Instant), Lower: Y(column.Min(point => point.Lower)), Upper: Y(column.Max(point => point.Upper)))).ToArray();
        if (columns.Length == 0) return path;
        path.Move(columns[0].X, columns[0].Upper);
        foreach (var (x, _, upper) in columns.Skip(1)) path.Line(x, upper);
        foreach (var (x, lower, _) in columns.Reverse()) path.Line(x, lower);
        return path.Close();
    }

    private void Trace(SvgPath path, ReadOnlySpan<ChartPoint> piece, bool isStepped)
    {
        for (var i = 1; i < piece.Length; i++)
        {
            var (x, y) = (X(piece[i].Instant), Y(piece[i].Value));
            if (isStepped) path.Line(x, Y(piece[i - 1].Value));
            path.Line(x, y);
        }
    }

    private static IEnumerable<ChartPoint[]> Pieces(ImmutableArray<ChartPoint> points)
    {
        var piece = new List<ChartPoint>();
        foreach (var point in points)
        {
            if (double.IsFinite(point.Value))
            {
                piece.Add(point);
            }
            else if (piece.Count > 0)
            {
                yield return [.. piece];
                piece.Clear();
            }
        }

        if (piece.Count > 0) yield return [.. piece];
    }
}
