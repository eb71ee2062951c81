using System.Text;
using MetricsSimulator.Formats.OpenMetrics;
using MetricsSimulator.Metrics;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Formats.OpenMetrics;

public class OpenMetricsHistoryWriterTest
{
    private static readonly LabelSpace Labels = new([new LabelDimension("model", ["opus", "haiku"])]);

    private static readonly MetricFamily Counter = new("tokens_total", "Tokens.", MetricType.Counter, Labels, [], 0);

    private static readonly MetricFamily Histogram = new("duration_seconds", "Durations.", MetricType.Histogram, LabelSpace.Empty, [60], 2);

    [Fact]
    public void EachSeriesIsWrittenWithAllItsPointsInOrder()
    {
        using var stream = new MemoryStream();
        WriteTwoTicks(stream);
        Assert.Equal(
            """
            # TYPE tokens counter
            # HELP tokens Tokens.
            tokens_total{model="opus"} 1.0 1767225600
            tokens_total{model="opus"} 2.5 1767225600.25
            tokens_total{model="haiku"} 10.0 1767225600
            tokens_total{model="haiku"} 1e+06 1767225600.25
            # TYPE duration_seconds histogram
            # HELP duration_seconds Durations.
            duration_seconds_bucket{le="60.0"} 1 1767225600
            duration_seconds_bucket{le="+Inf"} 2 1767225600
            duration_seconds_sum 99.5 1767225600
            duration_seconds_count 2 1767225600
            duration_seconds_bucket{le="60.0"} 3 1767225600.25
            duration_seconds_bucket{le="+Inf"} 5 1767225600.25
            duration_seconds_sum 200.0 1767225600.25
            duration_seconds_count 5 1767225600.25
            # EOF

            """,
            Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    [Trait("needs", "programs")]
    public void PromtoolMakesBlocksOfIt()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("history.om");
        using (var stream = File.Create(file)) WriteTwoTicks(stream);
        var result = ExternalTool.Promtool.Run(["tsdb", "create-blocks-from", "openmetrics", file, folder.File("blocks")]);
        Assert.True(result.Status == 0, result.ToString());

        // promtool 2.42 reads blocks only where a log might lie beside them.
        Directory.CreateDirectory(folder.File("blocks/wal"));
        var dump = ExternalTool.Promtool.Run(["tsdb", "dump", folder.File("blocks")]);
        Assert.True(dump.Status == 0, dump.ToString());
        Assert.Contains("{__name__=\"tokens_total\", model=\"haiku\"} 1e+06 1767225600250", dump.Output, StringComparison.Ordinal);
        Assert.Equal(12, dump.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void ASeriesWithoutAFamilyOrWithTooFewValuesIsRefused()
    {
        var writer = new OpenMetricsHistoryWriter(Stream.Null);
        Assert.Throws<InvalidOperationException>(() => writer.WriteSeries(0, [1], [1]));
        writer.BeginFamily(Histogram);
        Assert.Throws<ArgumentException>(() => writer.WriteSeries(0, [1, 2], [1, 2, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.WriteSeries(1, [1], [1, 2, 3]));
    }

    [Fact]
    public void TwoWritersThatShareAFamilyWriteTogetherWhatOneWrites()
    {
        using var whole = new MemoryStream();
        using var first = new MemoryStream();
        using var second = new MemoryStream();
        var one = new OpenMetricsHistoryWriter(whole);
        one.BeginFamily(Counter);
        one.WriteSeries(0, [1000], [1]);
        one.WriteSeries(1, [1000], [2]);
        one.End();
        var begins = new OpenMetricsHistoryWriter(first);
        begins.BeginFamily(Counter);
        begins.WriteSeries(0, [1000], [1]);
        begins.Flush();
        var continues = new OpenMetricsHistoryWriter(second);
        continues.ContinueFamily(Counter);
        continues.WriteSeries(1, [1000], [2]);
        continues.End();
        byte[] together = [.. first.ToArray(), .. second.ToArray()];
        Assert.Equal(whole.ToArray(), together);
    }

    private static void WriteTwoTicks(Stream stream)
    {
        long[] timestamps = [1_767_225_600_000, 1_767_225_600_250];
        var writer = new OpenMetricsHistoryWriter(stream);
        writer.BeginFamily(Counter);
        writer.WriteSeries(0, timestamps, [1, 2.5]);
        writer.WriteSeries(1, timestamps, [10, 1e6]);
        writer.BeginFamily(Histogram);
        writer.WriteSeries(0, timestamps, [1, 2, 99.5, 3, 5, 200]);
        writer.End();
    }
}
