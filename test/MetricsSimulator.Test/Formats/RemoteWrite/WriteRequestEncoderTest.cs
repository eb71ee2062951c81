using System.Collections.Immutable;
using CsCheck;
using MetricsSimulator.Formats.RemoteWrite;
using MetricsSimulator.Formats.Series;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Test.Formats.RemoteWrite;

public sealed class WriteRequestEncoderTest
{
    private const long Second = 1000;

    private static readonly double[] Special =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, double.Epsilon, double.MaxValue];

    // Before, between and after __name__ and le.
    private static readonly string[] Names = ["A", "Z_", "_", "_a", "a", "k", "kind", "lf", "model", "z"];

    // Any 64 bits are a value; series are absent often enough to come and go.
    private static readonly Gen<double> AnyValue = Gen.Frequency(
        (4, Gen.ULong.Select(BitConverter.UInt64BitsToDouble)),
        (4, Gen.Double[-1000, 1000]),
        (4, Gen.Const(Staleness.Marker)),
        (1, Gen.Int[0, Special.Length - 1].Select(i => Special[i])));

    private static readonly Gen<LabelDimension> AnyDimension = Gen.Select(
        Gen.Int[0, Names.Length - 1].Select(i => Names[i]),
        Gen.String[1, 6].Where(IsText).HashSet[1, 3],
        (name, values) => new LabelDimension(name, [.. values]));

    private static readonly Gen<LabelSpace> AnyLabels = AnyDimension.Array[0, 3]
        .Select(dimensions => new LabelSpace([.. dimensions.DistinctBy(dimension => dimension.Name)]));

    private static readonly Gen<Layout> AnyLayout = Gen.Select(
        AnyLabels, Gen.Int[0, MetricType.All.Length - 1].Select(i => MetricType.All[i]), Gen.Double[0.001, 1e9].HashSet[0, 3],
        (labels, type, buckets) => (Labels: labels, Type: type, Buckets: type == MetricType.Histogram ? buckets.Order().ToImmutableArray() : [])).Array[1, 3]
        .Select(families => LayoutOf([.. families.Select((family, i) => ($"m{i}", family.Type, family.Labels, family.Buckets))]));

    [Fact]
    public void Requests_hold_every_sample_of_every_window_bit_for_bit_and_a_marker_where_a_series_ends() =>
        Gen.Select(AnyLayout, Gen.Int[1, 40].Array[1, 4], Gen.Int[1, 9], Gen.Long[0, 4_000_000_000_000], Gen.Int[0, int.MaxValue]).Sample((layout, lengths, width, start, seed) =>
        {
            var total = lengths.Sum();
            var values = AnyValue.Array[total * layout.ValueCount].Generate(new PCG(1, (ulong)seed), null, out _);
            var encoder = new WriteRequestEncoder();
            var union = new SeriesUnion();
            var window = new SampleWindow();
            var received = new Dictionary<string, List<(long, long)>>(StringComparer.Ordinal);
            var tick = 0;
            foreach (var length in lengths)
            {
                window.Begin(union, length);
                for (var t = 0; t < length; t++, tick++) window.Add(SnapshotOf(layout, tick, start, values));
                encoder.MakeReadyFor(window);
                for (var first = 0; first < encoder.SeriesCount; first += width)
                    Receive(encoder.Encode(window, first, Math.Min(encoder.SeriesCount, first + width)), received);
            }

            Assert.Equal(Expected(layout, start, total, values), received);
        });

    [Fact]
    public void A_series_that_another_layout_lacks_is_marked_stale_and_one_that_it_has_goes_on() =>
        Gen.Select(AnyLayout, AnyLayout, AnyValue.Array[200], Gen.Int[1, 9], Gen.Bool).Sample((before, after, values, width, isBegunAnew) =>
        {
            if (before.ValueCount > 100 || after.ValueCount > 100) return;
            after = After(before, after);
            var received = new Dictionary<string, List<(long, long)>>(StringComparer.Ordinal);
            var window = new SampleWindow();
            var encoder = new WriteRequestEncoder();
            var union = new SeriesUnion();
            window.Begin(union, 1);
            window.Add(SnapshotOf(before, 0, 0, values));
            encoder.Pass(window);
            if (isBegunAnew)
            {
                union = new SeriesUnion();
                union.Add(before);
            }

            window.Begin(union, 1);
            window.Add(SnapshotOf(after, 1, 0, values[100..], offset: 0));
            encoder.MakeReadyFor(window);
            for (var i = 0; i < encoder.SeriesCount; i += width) Receive(encoder.Encode(window, i, Math.Min(encoder.SeriesCount, i + width)), received);

            var was = Expected(before, 0, 1, values).Keys.ToHashSet();
            var expected = new Dictionary<string, List<(long, long)>>(StringComparer.Ordinal);
            foreach (var (name, column) in SeriesOf(after))
                if (!Staleness.IsMarker(values[100 + column])) expected[name] = [(Second, BitConverter.DoubleToInt64Bits(values[100 + column]))];
            foreach (var name in was.Where(name => !expected.ContainsKey(name))) expected[name] = [(Second, BitConverter.DoubleToInt64Bits(Staleness.Marker))];
            Assert.Equal(expected, received);
        });

    [Fact]
    public void A_value_that_follows_another_begins_a_series_and_ends_one_and_the_others_go_on()
    {
        var workers = LabelDimension.Churning("worker", 3, "w", TimeSpan.FromHours(1));
        var before = LayoutOf(("m", MetricType.Gauge, new LabelSpace([workers]), []));
        var after = LayoutOf(("m", MetricType.Gauge, new LabelSpace([workers.Replace([1], [0, 1, 0])]), []));
        var received = new Dictionary<string, List<(long, long)>>(StringComparer.Ordinal);
        var window = new SampleWindow();
        var encoder = new WriteRequestEncoder();
        var union = new SeriesUnion();
        window.Begin(union, 1);
        window.Add(SnapshotOf(before, 0, 0, [1, 2, 3]));
        encoder.Pass(window);
        window.Begin(union, 1);
        window.Add(SnapshotOf(After(before, after), 1, 0, [4, 5, 6], offset: 0));
        encoder.MakeReadyFor(window);
        Receive(encoder.Encode(window, 0, encoder.SeriesCount), received);
        Assert.Equal([(Second, BitConverter.DoubleToInt64Bits(Staleness.Marker))], received["""{__name__="m", worker="w-1.0"}"""]);
        Assert.Equal(
            ["""{__name__="m", worker="w-0.0"}""", """{__name__="m", worker="w-1.0"}""", """{__name__="m", worker="w-1.1"}""", """{__name__="m", worker="w-2.0"}"""],
            received.Keys.Order(StringComparer.Ordinal));
        Assert.All(received.Values, samples => Assert.Single(samples));
    }

    [Fact]
    public void A_series_that_came_again_under_another_number_is_marked_stale_when_it_ends_in_a_union_that_was_begun_anew()
    {
        LabelSet one = new([new("v", "1")]);
        LabelSet two = new([new("v", "2")]);
        LabelSet again = new([new("v", "2")]);
        var registry = new SeriesRegistry();
        var encoder = new WriteRequestEncoder();
        var union = new SeriesUnion();
        var window = new SampleWindow();
        Layout? layout = null;
        foreach (var (shown, tick) in ((LabelSet[] Shown, int Tick)[])[([one, two], 0), ([one], 1), ([one, again], 2)])
        {
            layout = Next(layout, shown);
            window.Begin(union, 1);
            window.Add(SnapshotOf(layout, tick, 0, [1, 2], offset: 0));
            encoder.Pass(window);
        }

        union = new SeriesUnion();
        union.Add(layout!);
        window.Begin(union, 1);
        window.Add(SnapshotOf(Next(layout, one), 3, 0, [1], offset: 0));
        encoder.MakeReadyFor(window);
        var received = new Dictionary<string, List<(long, long)>>(StringComparer.Ordinal);
        Receive(encoder.Encode(window, 0, encoder.SeriesCount), received);
        Assert.Equal([(3 * Second, BitConverter.DoubleToInt64Bits(Staleness.Marker))], received["""{__name__="m", v="2"}"""]);

        Layout Next(Layout? before, params LabelSet[] shown)
        {
            var family = new MetricFamily("m", "", MetricType.Gauge, new LabelList([.. shown]), [], 0);
            return new Layout([family.Placed(0, before is null ? registry.NumbersOf(family, 0) : registry.NumbersOf(family, before.Families[0], 1))]);
        }
    }

    [Fact]
    public void Bounds_are_spelled_as_OpenMetrics_has_them_and_labels_stand_in_the_order_of_their_bytes()
    {
        var layout = LayoutOf(("m", MetricType.Histogram, new LabelSpace([new LabelDimension("zone", ["ä"]), new LabelDimension("Zone", ["b"])]), [60, 1e6]));
        var window = new SampleWindow();
        window.Begin(new SeriesUnion(), 1);
        window.Add(new Snapshot(layout, 0, DateTimeOffset.FromUnixTimeMilliseconds(5), [1, 2, 3, 4]));
        var encoder = new WriteRequestEncoder();
        encoder.MakeReadyFor(window);
        using var request = encoder.Encode(window, 0, 5)!;
        Assert.Equal(5, request.Samples);
        Assert.Equal(
            [
                """{Zone="b", __name__="m_bucket", le="60.0", zone="ä"}""", """{Zone="b", __name__="m_bucket", le="1e+06", zone="ä"}""",
                """{Zone="b", __name__="m_bucket", le="+Inf", zone="ä"}""", """{Zone="b", __name__="m_sum", zone="ä"}""", """{Zone="b", __name__="m_count", zone="ä"}""",
            ],
            ReceivedSeries.Read(request.Body.Span).Select(series => series.Name));
    }

    [Fact]
    public void A_window_that_is_full_or_that_the_encoder_does_not_know_is_refused()
    {
        var layout = LayoutOf(("m", MetricType.Gauge, LabelSpace.Empty, []));
        var window = new SampleWindow();
        window.Begin(new SeriesUnion(), 1);
        window.Add(SnapshotOf(layout, 0, 0, [1]));
        Assert.Throws<ArgumentException>(() => window.Add(SnapshotOf(layout, 1, 0, [1, 2])));
        Assert.Throws<ArgumentException>(() => new WriteRequestEncoder().Encode(window, 0, 1));
    }

    [Fact]
    public void A_request_without_samples_is_none()
    {
        var layout = LayoutOf(("m", MetricType.Gauge, LabelSpace.Empty, []));
        var window = new SampleWindow();
        window.Begin(new SeriesUnion(), 1);
        window.Add(SnapshotOf(layout, 0, 0, [Staleness.Marker]));
        var encoder = new WriteRequestEncoder();
        encoder.MakeReadyFor(window);
        Assert.Null(encoder.Encode(window, 0, 1));
    }

    /// <summary>The layout with the numbers that a run gives its series when it comes after another.</summary>
    private static Layout After(Layout before, Layout layout)
    {
        var registry = new SeriesRegistry();
        foreach (var family in before.Families) registry.NumbersOf(family, 0);
        return new Layout([.. layout.Families.Zip(registry.NumbersAfter(layout.Families, before, 1), (family, numbers) => family.Placed(0, numbers))]);
    }

    private static bool IsText(string text) => text.All(c => !char.IsSurrogate(c));

    private static Layout LayoutOf(params (string Name, MetricType Type, LabelSpace Labels, ImmutableArray<double> Buckets)[] families)
    {
        var made = ImmutableArray.CreateBuilder<MetricFamily>();
        var offset = 0;
        foreach (var (name, type, labels, buckets) in families)
        {
            made.Add(new MetricFamily(name, "", type, labels, buckets, offset));
            offset += made[^1].ValueCount;
        }

        return new Layout(made.ToImmutable());
    }

    private static Snapshot SnapshotOf(Layout layout, int tick, long start, double[] values, int? offset = null) => new(
        layout, tick, DateTimeOffset.FromUnixTimeMilliseconds(start + tick * Second), values[(offset ?? tick * layout.ValueCount)..]);

    private static void Receive(WriteRequest? request, Dictionary<string, List<(long, long)>> received)
    {
        if (request is null) return;
        using (request)
        {
            var all = ReceivedSeries.Read(request.Body.Span);
            Assert.Equal(request.Samples, all.Sum(series => series.Samples.Length));
            foreach (var series in all)
            {
                Assert.Equal(series.Labels.OrderBy(label => label.Name, StringComparer.Ordinal), series.Labels);
                if (!received.TryGetValue(series.Name, out var samples)) received[series.Name] = samples = [];
                samples.AddRange(series.Samples);
            }
        }
    }

    private static Dictionary<string, List<(long, long)>> Expected(Layout layout, long start, int ticks, double[] values)
    {
        var expected = new Dictionary<string, List<(long, long)>>(StringComparer.Ordinal);
        foreach (var (name, column) in SeriesOf(layout))
        {
            var samples = new List<(long, long)>();
            for (var tick = 0; tick < ticks; tick++)
            {
                var value = values[tick * layout.ValueCount + column];
                var before = tick == 0 ? Staleness.Marker : values[(tick - 1) * layout.ValueCount + column];
                if (!Staleness.IsMarker(value) || !Staleness.IsMarker(before)) samples.Add((start + tick * Second, BitConverter.DoubleToInt64Bits(value)));
            }

            if (samples.Count > 0) expected[name] = samples;
        }

        return expected;
    }

    /// <summary>The names of the series with their columns, put together the long way.</summary>
    private static IEnumerable<(string Name, int Column)> SeriesOf(Layout layout)
    {
        foreach (var family in layout.Families)
        {
            for (var i = 0; i < family.Labels.Count; i++)
            {
                var labels = family.Labels.LabelsOf(i).Select(label => (label.Key, label.Value)).ToArray();
                var column = family.ValueOffset + i * family.Stride;
                if (family.Type != MetricType.Histogram)
                {
                    yield return (Name([.. labels, ("__name__", family.Name)]), column);
                    continue;
                }

                for (var b = 0; b < family.Buckets.Length; b++)
                    yield return (Name([.. labels, ("__name__", family.Name + "_bucket"), ("le", Bound(family.Buckets[b]))]), column + b);
                yield return (Name([.. labels, ("__name__", family.Name + "_bucket"), ("le", "+Inf")]), column + family.Buckets.Length);
                yield return (Name([.. labels, ("__name__", family.Name + "_sum")]), column + family.Buckets.Length + 1);
                yield return (Name([.. labels, ("__name__", family.Name + "_count")]), column + family.Buckets.Length);
            }
        }
    }

    private static string Name((string, string)[] labels) =>
        new ReceivedSeries([.. labels.OrderBy(label => label.Item1, StringComparer.Ordinal)], []).Name;

    private static string Bound(double bound)
    {
        var text = new byte[MetricsSimulator.Formats.Numbers.GoFloat.BufferLength];
        return System.Text.Encoding.ASCII.GetString(text, 0, MetricsSimulator.Formats.Numbers.GoFloat.WriteOpenMetrics(bound, text));
    }
}
