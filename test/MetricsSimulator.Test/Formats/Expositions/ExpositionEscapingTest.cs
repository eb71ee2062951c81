using System.Text;
using CsCheck;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.OpenMetrics;
using MetricsSimulator.Formats.PrometheusText;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Test.Formats.Expositions;

public class ExpositionEscapingTest
{
    private static readonly Gen<string> Text = Gen.String["ab\\\"\n{}=,# é"];

    [Fact]
    public void HelpAndLabelValuesReadBackAsTheyWere() => Gen.Select(Text, Text).Sample((help, value) =>
    {
        help = "h" + help;
        value = "v" + value;
        using var snapshot = Snapshots.Create(
            [offset => new MetricFamily("a", help, MetricType.Gauge, new LabelSpace([new LabelDimension("l", [value])]), [], offset)], [1]);
        using var text = new ExpositionRenderer(1).Render(snapshot, TextFormat.Version004);
        using var openMetrics = new ExpositionRenderer(1).Render(snapshot, OpenMetricsFormat.Version100);
        var textLines = Encoding.UTF8.GetString(text.ToArray()).Split('\n');
        var openMetricsLines = Encoding.UTF8.GetString(openMetrics.ToArray()).Split('\n');
        Assert.Equal(help, Unescape(textLines[0]["# HELP a ".Length..], quotes: false));
        Assert.Equal(help, Unescape(openMetricsLines[1]["# HELP a ".Length..], quotes: true));
        Assert.Equal(value, Unescape(textLines[2]["a{l=\"".Length..^"\"} 1".Length], quotes: true));
        Assert.Equal(value, Unescape(openMetricsLines[2]["a{l=\"".Length..^"\"} 1.0".Length], quotes: true));
    });

    private static string Unescape(string text, bool quotes)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                Assert.False(quotes && text[i] == '"', "A quote without its escape.");
                result.Append(text[i]);
                continue;
            }

            i++;
            Assert.Contains(text[i], quotes ? "\\n\"" : "\\n");
            result.Append(text[i] == 'n' ? '\n' : text[i]);
        }

        return result.ToString();
    }
}
