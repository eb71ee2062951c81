using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MetricsSimulator.Cli.Charts;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Charts;

public sealed partial class ChartTest
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static MatrixTheoryData<int, int, int> Sizes => new(Enumerable.Range(0, Charted.All.Length), [40, 240, 720, 1600], [20, 90, 300, 900]);

    internal static readonly TimeSeriesChart Queue = new TimeSeriesChart("Queue", Charted.Begin, Charted.Begin.AddMinutes(10))
    {
        Unit = ChartUnit.Of("requests"),
        Lines = [new ChartLine("now", Charted.Points(61, 10, i => i is > 20 and < 30 ? double.NaN : i % 20)), new ChartLine("mean", Charted.Points(2, 600, _ => 9.5)) { Style = LineStyle.Dashed }],
        Spans = [new ChartSpan(Charted.Begin.AddMinutes(3.5), Charted.Begin.AddMinutes(5), "dropout")],
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_chart_is_XML_of_finite_numbers_that_lie_within_its_frame(int chart, int width, int height)
    {
        var root = XDocument.Parse(Charted.All[chart].ToSvg(width, height)).Root!;
        Assert.Equal(Svg + "svg", root.Name);
        Assert.Equal($"0 0 {width} {height}", root.Attribute("viewBox")!.Value);
        AssertNumbers(root);
        if (width < 100 || height < 90) return;
        foreach (var (x, y) in root.Elements(Svg + "path").SelectMany(path => PointsOf(path.Attribute("d")!.Value)))
        {
            Assert.InRange(x, 0, width);
            Assert.InRange(y, 0, height);
        }
    }

    [Fact]
    public void A_board_has_every_chart_within_its_frame()
    {
        var root = XDocument.Parse(Charted.Board().ToSvg()).Root!;
        AssertNumbers(root);
        Assert.Equal(6, root.Elements(Svg + "rect").Count(rectangle => rectangle.Attribute("class")!.Value == "card"));
        var (width, height) = (Number(root, "width"), Number(root, "height"));
        foreach (var card in root.Elements(Svg + "rect"))
        {
            Assert.InRange(Number(card, "x") + Number(card, "width"), 0, width);
            Assert.InRange(Number(card, "y") + Number(card, "height"), 0, height);
        }
    }

    [Fact]
    public void The_words_of_others_are_escaped()
    {
        var chart = new BarChart("</title><script>alert(1)</script>", [new("\"&<>'\0\uD800", 1)]) { Unit = ChartUnit.Of("<b>") };
        var root = XDocument.Parse(chart.ToSvg(300, 100)).Root!;
        Assert.Equal("</title><script>alert(1)</script>", root.Element(Svg + "title")!.Value);
        Assert.Empty(root.Descendants().Where(element => element.Name.LocalName is "script" or "b"));
    }

    [Fact]
    public void Whoever_cannot_see_a_chart_is_told_what_it_shows()
    {
        var root = XDocument.Parse(Charted.Day().ToSvg(720, 300)).Root!;
        Assert.Equal("img", root.Attribute("role")!.Value);
        Assert.Equal("Tokens of all models", root.Elements().First().Value);
        var description = root.Element(Svg + "desc")!.Value;
        Assert.StartsWith("Time series from 2026-01-01 00:00:00 UTC to 2026-01-02 00:00:00 UTC: claude-3-sonnet, claude-3-haiku", description, StringComparison.Ordinal);
        Assert.Contains("dropout from 2026-01-01 11:06:00 UTC to 2026-01-01 12:00:00 UTC.", description, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_are_no_numbers_and_charts_without_values_are_drawn_all_the_same()
    {
        var begin = Charted.Begin;
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e308, -1e308, 5e-324, 0];
        Chart[] charts =
        [
            new TimeSeriesChart("none", begin, begin.AddMilliseconds(1)),
            new TimeSeriesChart("odd", begin, begin.AddYears(900)) { Lines = [new ChartLine("", Charted.Points(odd.Length, 10, i => odd[i])) { IsFilled = true }] },
            new TimeSeriesChart("one", begin, begin.AddHours(1)) { Lines = [new ChartLine("", Charted.Points(1, 10, _ => 5))] },
            new StatChart("none", double.NaN) { Points = Charted.Points(odd.Length, 10, i => odd[i]) },
            new BarChart("none", []), new BarChart("odd", [.. odd.Select(value => new ChartBar("x", value))]),
            new HeatmapChart("none", begin, begin.AddHours(1), [], []),
            new HeatmapChart("odd", begin, begin.AddHours(1), [.. odd.Select(_ => "x")], [[.. odd], [.. odd]]),
        ];
        Assert.All(charts, chart => AssertNumbers(XDocument.Parse(chart.ToSvg(400, 200)).Root!));
    }

    [Fact]
    public void A_gap_stays_a_gap_and_its_ends_are_marked()
    {
        var chart = new TimeSeriesChart("", Charted.Begin, Charted.Begin.AddHours(2)) { Lines = [new ChartLine("", Charted.Points(720, 10, i => i is >= 300 and < 318 ? double.NaN : 5 + i % 3))] };
        var paths = XDocument.Parse(chart.ToSvg(720, 300)).Root!.Elements(Svg + "path").ToArray();
        Assert.Equal(2, Moves(paths.Single(path => path.Attribute("class")!.Value == "line c0")));
        Assert.Equal(2, Moves(paths.Single(path => path.Attribute("class")!.Value == "line dot c0")));

        static int Moves(XElement path) => path.Attribute("d")!.Value.Count(c => c == 'M');
    }

    [Fact]
    public void A_day_of_noise_stays_small()
    {
        var chart = new TimeSeriesChart("Noise", Charted.Begin, Charted.Begin.AddDays(1)) { Lines = [new ChartLine("", Charted.Noise(8640, 10))] };
        Assert.InRange(chart.ToSvg(720, 300).Length, 5_000, 30_000);
        Assert.InRange((chart with { Lines = [new ChartLine("", Charted.Points(8640, 10, i => i / 2000))] }).ToSvg(720, 300).Length, 1_000, 4_500);
    }

    [Fact]
    public void A_small_chart_is_this_file() => Assert.Equal(File.ReadAllText(TestData.PathOf("charts", "queue.svg")), Queue.ToSvg(320, 160));

    [Fact]
    public void Lines_stand_out_from_their_ground_in_light_and_in_dark()
    {
        Assert.Equal(ChartTheme.Light.Length, ChartTheme.Dark.Length);
        Assert.All(ChartTheme.Light, colour => Assert.InRange(Contrast(colour, ChartTheme.LightGround), 3, 21));
        Assert.All(ChartTheme.Dark, colour => Assert.InRange(Contrast(colour, ChartTheme.DarkGround), 3, 21));
        Assert.Contains("prefers-color-scheme:dark", ChartTheme.Style, StringComparison.Ordinal);
    }

    // WCAG 2.2, "contrast ratio" and "relative luminance".
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var parts = Enumerable.Range(0, 3).Select(i => int.Parse(colour.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }

    private static void AssertNumbers(XElement root)
    {
        foreach (var attribute in root.DescendantsAndSelf().SelectMany(element => element.Attributes()).Where(attribute => attribute.Name.LocalName is "x" or "y" or "width" or "height" or "rx"))
        {
            var number = double.Parse(attribute.Value, CultureInfo.InvariantCulture);
            Assert.True(double.IsFinite(number), attribute.ToString());
            if (attribute.Name.LocalName is "width" or "height") Assert.True(number >= 0, attribute.ToString());
        }

        foreach (var path in root.Descendants(Svg + "path")) Assert.Matches(PathText(), path.Attribute("d")!.Value);
    }

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    /// <summary>The points of a path: moves are absolute, everything else is relative.</summary>
    internal static IEnumerable<(double X, double Y)> PointsOf(string path)
    {
        double x = 0, y = 0, left = 0, top = 0;
        foreach (Match match in Command().Matches(path))
        {
            var numbers = Numeral().Matches(match.Groups[2].Value).Select(number => double.Parse(number.Value, CultureInfo.InvariantCulture)).ToArray();
            (x, y) = match.Groups[1].Value switch
            {
                "M" => (left, top) = (numbers[0], numbers[1]),
                "l" => (x + numbers[0], y + numbers[1]),
                "h" => (x + numbers[0], y),
                "v" => (x, y + numbers[0]),
                _ => (left, top),
            };
            yield return (x, y);
        }
    }

    [GeneratedRegex(@"^(M-?[\d.]+[ -][\d.]+(h-?[\d.]+|v-?[\d.]+|l-?[\d.]+[ -][\d.]+|z)*)+$", RegexOptions.None, 1000)]
    private static partial Regex PathText();

    [GeneratedRegex(@"([Mlhvz])([^Mlhvz]*)", RegexOptions.None, 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"-?(\d+(\.\d+)?|\.\d+)", RegexOptions.None, 1000)]
    private static partial Regex Numeral();
}
