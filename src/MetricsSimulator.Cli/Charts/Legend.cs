using System.Collections.Immutable;
using System.Globalization;

namespace MetricsSimulator.Cli.Charts;

/// <summary>The names of the parts of a chart, each after a sample of its look, in as few rows as possible.</summary>
internal sealed class Legend
{
    private const double Stroke = 18;
    private const double RowHeight = 18;
    private const double Size = 11;

    private readonly ImmutableArray<(LegendEntry Entry, double Left, int Row)> _entries;
    private readonly int _rows;

    /// <summary>Lays out the names.</summary>
    /// <param name="entries">The names.</param>
    /// <param name="width">The width of a row, in pixels.</param>
    /// <param name="mostRows">The most rows. If names do not fit, the last row says how many.</param>
    public Legend(ImmutableArray<LegendEntry> entries, double width, int mostRows)
    {
        if (entries.IsEmpty)
        {
            _entries = [];
            return;
        }

        var placed = ImmutableArray.CreateBuilder<(LegendEntry, double, int)>();
        double left = 0;
        var row = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i] with { Name = TextWidth.Fit(entries[i].Name, Size, width - Stroke - 8) };
            var rest = entries.Length - i - 1;
            var needed = WidthOf(entry);
            // Leave room for the number of names that do not fit.
            var more = row == mostRows - 1 && rest > 0 ? WidthOf(More(rest)) : 0;
            if (left > 0 && left + needed + more > width && row < mostRows - 1) (left, row) = (0, row + 1);
            if (left > 0 && left + needed + more > width)
            {
                placed.Add((More(rest + 1), left, row));
                break;
            }

            placed.Add((entry, left, row));
            left += needed;
        }

        _entries = placed.ToImmutable();
        _rows = row + 1;
    }

    /// <summary>The height of all rows.</summary>
    public double Height => _rows * RowHeight;

    /// <summary>Draws the legend.</summary>
    /// <param name="svg">The destination.</param>
    /// <param name="x">The left edge.</param>
    /// <param name="y">The upper edge.</param>
    public void Draw(SvgWriter svg, double x, double y)
    {
        foreach (var (entry, left, row) in _entries)
        {
            var middle = y + row * RowHeight + RowHeight / 2;
            if (entry.IsSurface) svg.Rectangle(new Box(x + left, middle - 5, Stroke - 4, 10), entry.Look, radius: 2);
            else if (entry.Look.Length > 0) svg.Path(new SvgPath().Move(x + left, middle).Line(x + left + Stroke - 4, middle), entry.Look);
            svg.Text(x + left + (entry.Look.Length > 0 ? Stroke : 0), middle + 4, entry.Name, "small muted");
        }
    }

    private static LegendEntry More(int count) => new(string.Create(CultureInfo.InvariantCulture, $"+{count} more"), "", IsSurface: false);

    private static double WidthOf(LegendEntry entry) => (entry.Look.Length > 0 ? Stroke : 0) + TextWidth.Of(entry.Name, Size) + 14;
}
