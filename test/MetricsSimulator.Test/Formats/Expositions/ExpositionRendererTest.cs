using System.Text;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.Negotiation;
using MetricsSimulator.Formats.OpenMetrics;
using MetricsSimulator.Formats.PrometheusText;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Formats.Expositions;

public class ExpositionRendererTest
{
    [Theory]
    [InlineData("text004", false, "everything.txt")]
    [InlineData("text004", true, "everything-timestamps.txt")]
    [InlineData("text100", false, "everything.txt")]
    [InlineData("text100", true, "everything-timestamps.txt")]
    [InlineData("openmetrics100", false, "everything.openmetrics")]
    [InlineData("openmetrics100", true, "everything-timestamps.openmetrics")]
    [InlineData("openmetrics001", false, "everything.openmetrics")]
    public void EveryTypeIsWrittenAsTheCheckedInFileHasIt(string name, bool timestamps, string file)
    {
        var format = Named(name);
        using var snapshot = Snapshots.OfEverything();
        using var exposition = new ExpositionRenderer().Render(snapshot, format, timestamps: timestamps);
        Assert.Equal(File.ReadAllText(TestData.PathOf("expositions", file)), Encoding.UTF8.GetString(exposition.ToArray()));
        Assert.Equal(format.ContentType, exposition.ContentType);
        Assert.Equal(ContentCoding.Identity, exposition.Coding);
    }

    [Theory]
    [InlineData("text004", ContentCoding.Identity)]
    [InlineData("openmetrics100", ContentCoding.Identity)]
    [InlineData("text004", ContentCoding.Gzip)]
    [InlineData("openmetrics100", ContentCoding.Gzip)]
    public void ManyThreadsWriteTheSameBytesAsOne(string name, ContentCoding coding)
    {
        var format = Named(name);
        using var snapshot = Snapshots.OfGauges(regions: 40, workers: 250);
        using var alone = new ExpositionRenderer(1).Render(snapshot, format, coding);
        var renderer = new ExpositionRenderer(7);
        for (var i = 0; i < 5; i++)
        {
            using var together = renderer.Render(snapshot, format, coding);
            Assert.True(alone.ToArray().AsSpan().SequenceEqual(together.ToArray()));
        }
    }

    [Fact]
    public void EveryLineNamesItsOwnLabelSet()
    {
        using var snapshot = Snapshots.OfGauges(regions: 13, workers: 101);
        using var exposition = new ExpositionRenderer(3).Render(snapshot, TextFormat.Version004);
        var family = snapshot.Layout.Families[0];
        var lines = Encoding.UTF8.GetString(exposition.ToArray()).Split('\n')[2..^1];
        Assert.Equal(family.Labels.Count, lines.Length);
        for (var i = 0; i < lines.Length; i++) Assert.StartsWith($"load_ratio{family.Labels.Format(i)} ", lines[i], StringComparison.Ordinal);
    }

    [Fact]
    public void SegmentsTogetherHaveTheLengthThatIsSaid()
    {
        using var snapshot = Snapshots.OfGauges(regions: 40, workers: 250);
        using var exposition = new ExpositionRenderer().Render(snapshot, OpenMetricsFormat.Version100);
        Assert.Equal(exposition.Length, exposition.Segments.Sum(segment => (long)segment.Length));
        Assert.All(exposition.Segments, segment => Assert.False(segment.IsEmpty));
    }

    [Fact]
    public void ALabelValueLongerThanAChunkIsWrittenWhole()
    {
        var value = new string('x', 600_000);
        using var snapshot = Snapshots.Create(
            [
                offset => new("a", "", MetricsSimulator.Metrics.MetricType.Gauge, new MetricsSimulator.Metrics.LabelSpace([new("v", [value, "y"])]), [], offset),
                offset => new("b", "", MetricsSimulator.Metrics.MetricType.Histogram, new MetricsSimulator.Metrics.LabelSpace([new("v", [value])]), [1], offset),
            ],
            [1, 2, 3, 4, 5]);
        using var exposition = new ExpositionRenderer().Render(snapshot, TextFormat.Version004);
        var expected = $"# TYPE a gauge\na{{v=\"{value}\"}} 1\na{{v=\"y\"}} 2\n# TYPE b histogram\nb_bucket{{v=\"{value}\",le=\"1\"}} 3\n"
            + $"b_bucket{{v=\"{value}\",le=\"+Inf\"}} 4\nb_sum{{v=\"{value}\"}} 5\nb_count{{v=\"{value}\"}} 4\n";
        Assert.True(expected == Encoding.UTF8.GetString(exposition.ToArray()));
    }

    [Fact]
    public void ASnapshotWithoutFamiliesIsStillAnExposition()
    {
        using var snapshot = Snapshots.Create([], []);
        var renderer = new ExpositionRenderer();
        using var text = renderer.Render(snapshot, TextFormat.Version004);
        using var openMetrics = renderer.Render(snapshot, OpenMetricsFormat.Version100);
        Assert.Empty(text.ToArray());
        Assert.Equal("# EOF\n", Encoding.UTF8.GetString(openMetrics.ToArray()));
    }

    [Theory]
    [InlineData(ContentCoding.Identity)]
    [InlineData(ContentCoding.Gzip)]
    public void ASecondRenderingUsesTheMemoryOfTheFirst(ContentCoding coding)
    {
        using var snapshot = Snapshots.OfGauges(regions: 40, workers: 250);
        var renderer = new ExpositionRenderer(1);
        renderer.Render(snapshot, TextFormat.Version004, coding).Dispose();
        var chunks = renderer.Pool.FreeCount;
        for (var i = 0; i < 3; i++) renderer.Render(snapshot, TextFormat.Version004, coding).Dispose();
        Assert.Equal(chunks, renderer.Pool.FreeCount);
    }

    [Theory]
    [InlineData(ContentCoding.Identity)]
    [InlineData(ContentCoding.Gzip)]
    public void WhatIsAllocatedForAScrapeDoesNotGrowWithTheNumberOfSeries(ContentCoding coding)
    {
        var few = AllocatedPerRendering(regions: 1, workers: 100, coding);
        var many = AllocatedPerRendering(regions: 100, workers: 100, coding);
        Assert.True(many - few < 1024, $"{few} bytes for 1,000 series, {many} for 100,000.");
    }

    [Fact]
    public void DisposingTwiceGivesTheMemoryBackOnce()
    {
        using var snapshot = Snapshots.OfEverything();
        var renderer = new ExpositionRenderer();
        var exposition = renderer.Render(snapshot, TextFormat.Version004);
        exposition.Dispose();
        exposition.Dispose();
        Assert.Equal(1, renderer.Pool.FreeCount);
        Assert.Throws<ObjectDisposedException>(() => exposition.Segments);
    }

    private static long AllocatedPerRendering(int regions, int workers, ContentCoding coding)
    {
        using var snapshot = Snapshots.OfGauges(regions, workers);
        var renderer = new ExpositionRenderer(1);
        // The first fill the pool, and the runtime itself may take a little now and then: the least is what a rendering takes.
        return Enumerable.Range(0, 6).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            renderer.Render(snapshot, TextFormat.Version004, coding).Dispose();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }

    private static ExpositionFormat Named(string name) => ExpositionFormats.All.Single(format => format.Name == name);
}
