using System.Globalization;
using System.Text;
using CsCheck;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.Negotiation;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Test.Formats.Expositions;

public class HistogramExpositionTest
{
    private static readonly Gen<double[]> Bounds =
        Gen.Double[-1e3, 1e7].Array[1, 12].Select(bounds => bounds.Distinct().Order().ToArray());

    [Fact]
    public void BucketsRiseAndTheLastEqualsTheCount() => Gen.Select(Bounds, Gen.Int[0, 1 << 20].Array[13]).Sample((bounds, increments) =>
    {
        var values = new double[bounds.Length + 2];
        for (var i = 0; i <= bounds.Length; i++) values[i] = increments[i] + (i == 0 ? 0 : values[i - 1]);
        using var snapshot = Snapshots.Create(
            [offset => new MetricFamily("h", "", MetricType.Histogram, LabelSpace.Empty, [.. bounds], offset)], values);
        foreach (var format in ExpositionFormats.All)
        {
            using var exposition = new ExpositionRenderer(1).Render(snapshot, format);
            var lines = Encoding.UTF8.GetString(exposition.ToArray()).Split('\n');
            var buckets = lines.Where(line => line.StartsWith("h_bucket", StringComparison.Ordinal)).ToArray();
            var count = lines.Single(line => line.StartsWith("h_count", StringComparison.Ordinal));
            Assert.Equal(bounds.Length + 1, buckets.Length);
            Assert.Equal(values[..^1], buckets.Select(Value));
            Assert.Equal(bounds.Append(double.PositiveInfinity), buckets.Select(Bound));
            Assert.Equal(buckets[^1].Split(' ')[1], count.Split(' ')[1]);
        }
    });

    private static double Value(string line) => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);

    private static double Bound(string line)
    {
        var text = line.Split('"')[1];
        return text == "+Inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
    }
}
