using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Charts;

/// <summary>Values over time: lines, bands and shaded spans, on axes with round ticks.</summary>
/// <param name="Title">The title above the chart.</param>
/// <param name="Begin">The start of the time axis.</param>
/// <param name="End">The end of the time axis, after <paramref name="Begin"/>.</param>
internal sealed record TimeSeriesChart(string Title, DateTimeOffset Begin, DateTimeOffset End) : Chart(Title)
{
    private const double AxisHeight = 20;

    /// <summary>The unit of the values.</summary>
    public ChartUnit Unit { get; init; } = ChartUnit.None;

    /// <summary>The lines. A later one is drawn over earlier ones.</summary>
    public ImmutableArray<ChartLine> Lines { get; init; } = [];

    /// <summary>The bands, which are drawn below the lines.</summary>
    public ImmutableArray<ChartBand> Bands { get; init; } = [];

    /// <summary>The shaded spans of time, which are drawn below all else.</summary>
    public ImmutableArray<ChartSpan> Spans { get; init; } = [];

    /// <summary>The origin of the numbers; empty to omit it.</summary>
    public string Origin { get; init; } = "";

    /// <inheritdoc/>
    public override string Subtitle => string.Join(" · ", new[] { Unit.Name, Origin }.Where(part => part.Length > 0));

    /// <inheritdoc/>
    public override string Description
    {
        get
        {
            var names = Lines.Select(line => line.Name).Concat(Bands.Select(band => band.Name)).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
            var (least, greatest) = Extent();
            var values = least <= greatest ? $" Values from {Unit.Format(least)} to {Unit.Format(greatest)}." : " No values.";
            var spans = string.Concat(Spans.Take(20).Select(span => $" {span.Label} from {Text(span.Begin)} to {Text(span.End)}."));
            return $"Time series from {Text(Begin)} to {Text(End)}{(names.Length > 0 ? ": " + string.Join(", ", names.Take(20)) : "")}.{values}{spans}";
        }
    }

    /// <inheritdoc/>
    private protected override void Draw(SvgWriter svg, Box box)
    {
        var looks = Looks();
        // The title already names a single line.
        var legend = new Legend(Lines.Length + Bands.Length > 1 ? [.. Entries(looks)] : [], box.Width, mostRows: box.Height < 130 ? 1 : 2);
        var (least, greatest) = Extent();
        if (!(least <= greatest)) (least, greatest) = (0, 1);

        // The height decides the ticks, their labels decide the width, and the width decides the labels above.
        var height = box.Height - legend.Height - AxisHeight - (Spans.IsEmpty ? 0 : SpanLabels.RowHeight);
        var values = new ValueAxis(least, greatest, Unit, height);
        var gutter = Math.Max(46, values.Ticks.Max(tick => TextWidth.Of(values.Label(tick), 11)) + 8);
        var (left, width) = (box.Left + gutter, Math.Max(1, box.Width - gutter - 14));
        var time = new TimeAxis(Begin, End, width);
        var spans = Spans.Where(span => span.End > Begin && span.Begin < End).ToImmutableArray();
        var labels = new SpanLabels([.. spans.Select(span => (span.Label, left + time.Position(span.Begin) * width, left + time.Position(span.End) * width))], left, left + width, box.Height < 160 ? 1 : 2);
        var top = labels.Rows * SpanLabels.RowHeight;
        var plot = new PlotArea(new Box(left, box.Top + top, width, Math.Max(1, box.Height - legend.Height - AxisHeight - top)), time, values);

        DrawSpans(svg, plot, spans, labels);
        DrawAxes(svg, plot, box.Left);
        foreach (var band in Bands) svg.Path(plot.PathOf(band), $"band {ColourOf(band)}", band.Name);
        foreach (var (line, look) in Lines.Zip(looks))
        {
            var points = PointThinner.Thin(line.Points, Begin, End, (int)Math.Max(1, width));
            if (line.IsFilled) svg.Path(plot.SurfaceOf(points, line.IsStepped), $"area {look.Colour}");
            svg.Path(plot.PathOf(points, line.IsStepped), $"line {look.Style}{look.Colour}", line.Name.Length > 0 ? line.Name : null);
            // Mark the ends of gaps. Without the mark, a point without neighbours would be invisible.
            svg.Path(plot.DotsAtGaps(points), $"line dot {look.Colour}");
        }

        legend.Draw(svg, box.Left, box.Bottom - legend.Height);
    }

    private static void DrawSpans(SvgWriter svg, PlotArea plot, ImmutableArray<ChartSpan> spans, SpanLabels labels)
    {
        var box = plot.Box;
        foreach (var span in spans)
        {
            var (x, end) = (plot.X(span.Begin), plot.X(span.End));
            svg.Rectangle(new Box(x, box.Top, Math.Max(1, end - x), box.Height), "fill span truth", tip: $"{span.Label}, {Text(span.Begin)} to {Text(span.End)}");
        }

        foreach (var (label, left, row) in labels.Placed) svg.Text(left, box.Top - 5 - row * SpanLabels.RowHeight, label, "small muted");
    }

    private static void DrawAxes(SvgWriter svg, PlotArea plot, double left)
    {
        var box = plot.Box;
        var grid = new SvgPath();
        foreach (var tick in plot.Values.Ticks)
        {
            var y = plot.Y(tick);
            if (tick > plot.Values.Lower) grid.Move(box.Left, y).Line(box.Right, y);
            svg.Text(box.Left - 8, y + 4, plot.Values.Label(tick), "small muted", TextAnchor.End);
        }

        foreach (var (instant, _) in plot.Time.Ticks) grid.Move(plot.X(instant), box.Top).Line(plot.X(instant), box.Bottom);
        svg.Path(grid, "grid");
        svg.Path(new SvgPath().Move(box.Left, box.Bottom).Line(box.Right, box.Bottom), "axis");
        TimeLabels.Draw(svg, plot.Time, box, left);
    }

    private (double Least, double Greatest) Extent()
    {
        var (least, greatest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var line in Lines)
            foreach (var point in line.Points) Include(point.Value);
        foreach (var point in Bands.SelectMany(band => band.Points))
        {
            Include(point.Lower);
            Include(point.Upper);
        }

        // The filled surface begins at zero.
        if (Lines.Any(line => line.IsFilled)) Include(0);
        return (least, greatest);

        void Include(double value)
        {
            if (!double.IsFinite(value)) return;
            least = Math.Min(least, value);
            greatest = Math.Max(greatest, value);
        }
    }

    private (string Style, string Colour)[] Looks()
    {
        var next = 0;
        return [.. Lines.Select(line =>
        {
            var isGrey = line is { Colour: null, Style: LineStyle.Dashed or LineStyle.Dotted };
            var style = line.Style switch { LineStyle.Faint => "faint ", LineStyle.Dashed => "dashed ", LineStyle.Dotted => "dotted ", _ => "" };
            return (style, isGrey ? "quiet" : ChartTheme.Colour(line.Colour ?? next++));
        })];
    }

    private IEnumerable<LegendEntry> Entries((string Style, string Colour)[] looks) =>
        Lines.Zip(looks).OrderBy(pair => pair.First.Style).Select(pair => new LegendEntry(pair.First.Name, $"line {(pair.First.Style == LineStyle.Faint ? "" : pair.Second.Style)}{pair.Second.Colour}", IsSurface: false))
            .Concat(Bands.Select(band => new LegendEntry(band.Name, $"band {ColourOf(band)}", IsSurface: true)))
            .Where(entry => entry.Name.Length > 0).Distinct();

    private static string ColourOf(ChartBand band) => band.Colour is { } colour ? ChartTheme.Colour(colour) : "quiet";
}
