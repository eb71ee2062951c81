using System.Text.Json;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Otlp;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Simulation;

namespace MetricsSimulator.Test.Formats.Otlp;

/// <summary>What a run exports, as requests of OTLP.</summary>
[Trait("takes", "seconds")]
public sealed class PointEncoderTest
{
    private static readonly EventAttribute[] s_resource = [new("service.name", "n"), new("service.instance.id", "host:1")];

    [Theory]
    [InlineData("json", Temporality.Delta)]
    [InlineData("json", Temporality.Cumulative)]
    [InlineData("protobuf", Temporality.Delta)]
    [InlineData("protobuf", Temporality.Cumulative)]
    [Trait("needs", "programs")]
    public void The_decoder_of_OpenTelemetry_finds_every_field_and_no_other(string encoding, Temporality temporality)
    {
        var simulator = new Simulator(ChangingRun.Model, journal: ChangingRun.Journal, constantLabels: [new LabelDimension("env", ["test"])]);
        var encoder = Encoder(temporality, encoding == "json");
        var (requests, expected) = (new List<byte[]>(), new List<MetricPoint>());
        for (var tick = 0; tick < ChangingRun.Ticks; tick += 11)
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire(withStarts: true);
            requests.AddRange(Requests(encoder, snapshot));
            expected.AddRange(MetricPoint.In(snapshot, temporality));
        }

        var decoded = OtlpDecoder.Decode("metrics", encoding, requests);
        Assert.All(decoded, request =>
        {
            var resource = request.GetProperty("resourceMetrics")[0];
            Assert.Equal("service.name=n service.instance.id=host:1", string.Join(' ', resource.GetProperty("resource").GetProperty("attributes").EnumerateArray().Select(pair => $"{pair.GetProperty("key")}={pair.GetProperty("value").GetProperty("stringValue")}")));
            Assert.Equal("""{"name":"s","version":"1"}""", resource.GetProperty("scopeMetrics")[0].GetProperty("scope").GetRawText());
        });
        var found = decoded.SelectMany(MetricPoint.In).ToList();
        Assert.True(found.Count > 2000);
        // What deltas contain is the subject of another test.
        if (temporality == Temporality.Delta) (expected, found) = ([.. expected.Select(WithoutWindow)], [.. found.Select(WithoutWindow)]);
        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(45)]
    public void Deltas_since_a_start_sum_to_the_total_and_their_windows_meet_even_if_two_processes_take_turns(int most)
    {
        var simulator = new Simulator(ChangingRun.Model, journal: ChangingRun.Journal);
        var encoder = Encoder(Temporality.Delta, isJson: true);
        var sums = new Dictionary<((string, string) Series, long Start), (long Time, double[] Values, int Count)>();
        var random = new Random(most);
        var last = new Dictionary<(string, string), long>();
        var (restarts, resumed, compared) = (0, 0, 0);
        for (var tick = 0; tick < ChangingRun.Ticks; tick += random.Next(1, most + 1))
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire(withStarts: true);
            var totals = MetricPoint.In(snapshot, Temporality.Delta).ToDictionary(point => point.Series);
            foreach (var point in Points(encoder, snapshot))
            {
                var total = totals[point.Series];
                if (point.Metric.EndsWith("False", StringComparison.Ordinal) && !point.Metric.Contains("histogram", StringComparison.Ordinal))
                {
                    // Gauges and info metrics have no deltas.
                    Assert.Equal(total, point);
                    continue;
                }

                var isContinued = sums.TryGetValue((point.Series, total.Start), out var before);
                if (last.TryGetValue(point.Series, out var start) && start != total.Start) (restarts, resumed) = (restarts + 1, resumed + (isContinued ? 1 : 0));
                last[point.Series] = total.Start;
                Assert.Equal(isContinued ? before.Time : total.Start, point.Start);
                double[] sum = isContinued ? [.. before.Values.Zip(point.Numbers, (one, other) => one + other)] : point.Numbers;
                var count = isContinued ? before.Count + 1 : 1;
                sums[(point.Series, total.Start)] = (point.Time, sum, count);
                Assert.All(sum.Zip(total.Numbers), pair => Assert.Equal(pair.Second, pair.First, double.IsInteger(pair.Second) ? 0 : 2 * count * Math.BitIncrement(Math.Abs(pair.Second)) * 1.2e-16));
                compared++;
            }
        }

        Assert.True(restarts > 4 && compared > 200 && (most > 1 || resumed > 0), $"{restarts} restarts, {resumed} of them resumed, {compared} compared");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Requests_have_at_most_so_many_points_and_together_all(bool isJson)
    {
        using var snapshot = Many(2_345, buckets: 3);
        var encoder = new PointEncoder([.. s_resource], new ExportScope("s", ""), Temporality.Cumulative, isJson) { MostPoints = 1000 };
        var counts = new List<int>();
        encoder.Begin(snapshot);
        while (encoder.EncodeNext()) counts.Add(encoder.PointCount);
        Assert.Equal([1000, 1000, 1000, 1000, 1000, 1000, 1000, 35], counts);
        if (isJson) Assert.Equal(MetricPoint.In(snapshot), Points(encoder, snapshot));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_request_has_at_most_4_MiB_even_if_histograms_have_many_buckets(bool isJson)
    {
        using var snapshot = Many(3_000, buckets: 400);
        var requests = Requests(Encoder(Temporality.Delta, isJson), snapshot).ToList();
        Assert.True(requests.Count > 1);
        Assert.All(requests, request => Assert.InRange(request.Length, 0, 4 << 20));
    }

    [Theory]
    [InlineData(true, Temporality.Delta)]
    [InlineData(true, Temporality.Cumulative)]
    [InlineData(false, Temporality.Delta)]
    [InlineData(false, Temporality.Cumulative)]
    public void An_export_allocates_nothing_once_there_was_another(bool isJson, Temporality temporality)
    {
        using var snapshot = Many(10_000, buckets: 3);
        var encoder = Encoder(temporality, isJson);
        Export();
        Export();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Export();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Export()
        {
            encoder.Begin(snapshot);
            while (encoder.EncodeNext())
            {
            }
        }
    }

    [Fact]
    public void A_family_that_is_left_out_has_no_points()
    {
        using var snapshot = Many(10, buckets: 3);
        var encoder = new PointEncoder([.. s_resource], new ExportScope("s", ""), Temporality.Delta, isJson: true) { Has = family => family.Name != "c_total" };
        Assert.Equal(["g", "h"], Points(encoder, snapshot).Select(point => point.Metric.Split(',')[0]).Distinct());
    }

    private static MetricPoint WithoutWindow(MetricPoint point) => point with { Start = 0, Values = "" };

    private static PointEncoder Encoder(Temporality temporality, bool isJson) => new([.. s_resource], new ExportScope("s", "1"), temporality, isJson);

    private static IEnumerable<byte[]> Requests(PointEncoder encoder, Snapshot snapshot)
    {
        encoder.Begin(snapshot);
        while (encoder.EncodeNext()) yield return encoder.Request.ToArray();
    }

    private static List<MetricPoint> Points(PointEncoder encoder, Snapshot snapshot) => [.. Requests(encoder, snapshot).SelectMany(request => MetricPoint.In(JsonDocument.Parse(request).RootElement))];

    /// <summary>A gauge, a counter and a histogram, each with so many label sets.</summary>
    private static Snapshot Many(int count, int buckets)
    {
        var labels = new LabelSpace([LabelDimension.Generate("host", count, "h"), new LabelDimension("env", ["test"])]);
        double[] bounds = [.. Enumerable.Range(1, buckets).Select(i => i / 7.0)];
        var layout = new Layout(
        [
            new MetricFamily("g", "", MetricType.Gauge, labels, [], 0),
            new MetricFamily("c_total", "", MetricType.Counter, labels, [], count),
            new MetricFamily("h", "", MetricType.Histogram, labels, [.. bounds], 2 * count),
        ]);
        double[] values = [.. Enumerable.Range(0, layout.ValueCount).Select(i => i * 1.0)];
        return new Snapshot(layout, 5, DateTimeOffset.UnixEpoch.AddDays(1), values, starts: [.. values.Select(_ => DateTimeOffset.UnixEpoch.UtcTicks)]);
    }
}
