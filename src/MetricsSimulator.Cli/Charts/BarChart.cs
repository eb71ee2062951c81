using System.Collections.Immutable;
using System.Globalization;

namespace MetricsSimulator.Cli.Charts;

/// <summary>Values to compare: horizontal bars with names to their left and values to their right.</summary>
/// <param name="Title">The title above the chart.</param>
/// <param name="Bars">The bars, from top to bottom.</param>
internal sealed record BarChart(string Title, ImmutableArray<ChartBar> Bars) : Chart(Title)
{
    /// <summary>The unit of the values.</summary>
    public ChartUnit Unit { get; init; } = ChartUnit.None;

    /// <summary>The number of the bars' colour, from 0.</summary>
    public int Colour { get; init; }

    /// <inheritdoc/>
    public override string Description => $"Bars: {string.Join(", ", Bars.Take(30).Select(bar => $"{bar.Name} {Unit.Format(bar.Value)}"))}.";

    /// <inheritdoc/>
    private protected override void Draw(SvgWriter svg, Box box)
    {
        if (Bars.IsEmpty) return;
        var row = Math.Clamp(box.Height / Bars.Length, 18, 34);
        var fitting = (int)Math.Max(1, box.Height / row);
        var shown = Bars.Length <= fitting ? Bars : Bars[..Math.Max(1, fitting - 1)];
        var nameRoom = Math.Min(box.Width * 0.4, shown.Max(bar => TextWidth.Of(bar.Name, ChartTheme.FontSize)));
        var names = nameRoom + 8;
        var values = shown.Max(bar => TextWidth.Of(Unit.Format(bar.Value), ChartTheme.FontSize)) + 8;
        var room = Math.Max(1, box.Width - names - values);
        var greatest = shown.Select(bar => bar.Value).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        for (var i = 0; i < shown.Length; i++)
        {
            var middle = box.Top + i * row + row / 2;
            var length = greatest > 0 && shown[i].Value > 0 ? Math.Min(1, shown[i].Value / greatest) * room : 0;
            svg.Text(box.Left, middle + 4, TextWidth.Fit(shown[i].Name, ChartTheme.FontSize, nameRoom));
            svg.Rectangle(new Box(box.Left + names, middle - row * 0.32, Math.Max(1, length), row * 0.64), $"fill {ChartTheme.Colour(Colour)}", radius: 2);
            svg.Text(box.Left + names + Math.Max(1, length) + 6, middle + 4, Unit.Format(shown[i].Value), "muted");
        }

        if (shown.Length < Bars.Length)
            svg.Text(box.Left, box.Top + shown.Length * row + row / 2 + 4, string.Create(CultureInfo.InvariantCulture, $"+{Bars.Length - shown.Length} more"), "muted");
    }
}
