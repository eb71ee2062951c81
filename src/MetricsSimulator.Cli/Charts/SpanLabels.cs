using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Charts;

/// <summary>The labels of shaded spans above a chart, in a few rows. Each is above its span, and none overlaps with another. A label without room is left out.</summary>
internal sealed class SpanLabels
{
    /// <summary>The height of a row.</summary>
    public const double RowHeight = 16;

    private const double Size = 11;

    /// <summary>Lays out the labels.</summary>
    /// <param name="spans">For each span, its label, its begin and its end in pixels.</param>
    /// <param name="left">The left edge of the space for labels.</param>
    /// <param name="right">The right edge of the space for labels.</param>
    /// <param name="mostRows">The most rows.</param>
    public SpanLabels(ImmutableArray<(string Label, double Begin, double End)> spans, double left, double right, int mostRows)
    {
        var ends = new List<double>();
        var placed = ImmutableArray.CreateBuilder<(string, double, int)>();
        foreach (var (label, begin, end) in spans.OrderBy(span => span.Begin))
        {
            var width = TextWidth.Of(label, Size);
            if (label.Length == 0 || width > right - left) continue;
            var x = Math.Clamp((begin + end - width) / 2, left, right - width);
            var row = ends.FindIndex(taken => taken + 6 <= x);
            if (row < 0 && ends.Count < mostRows)
            {
                row = ends.Count;
                ends.Add(0);
            }

            if (row < 0) continue;
            ends[row] = x + width;
            placed.Add((label, x, row));
        }

        Placed = placed.ToImmutable();
        Rows = ends.Count;
    }

    /// <summary>The labels that have a place: their text, their left edge, and their row, from 0 at the bottom.</summary>
    public ImmutableArray<(string Label, double Left, int Row)> Placed { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }
}
