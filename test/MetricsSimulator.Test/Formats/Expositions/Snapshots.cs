using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Test.Formats.Expositions;

/// <summary>Snapshots to render.</summary>
internal static class Snapshots
{
    /// <summary>An instant with milliseconds.</summary>
    public static readonly DateTimeOffset Instant = DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_500);

    /// <summary>Every type, with and without labels, with everything that needs an escape, and every kind of number.</summary>
    public static Snapshot OfEverything() => Create(
        [
            offset => new MetricFamily(
                "tokens_total",
                "Tokens \"used\", C:\\tokens\nby model.",
                MetricType.Counter,
                new LabelSpace([new LabelDimension("model", ["opus", "a\\b\"c\nd"]), new LabelDimension("kind", ["input", "output"])]),
                [],
                offset),
            offset => new MetricFamily(
                "cost_usd", "Cost.", MetricType.Counter, new LabelSpace([new LabelDimension("model", ["opus"])]), [], offset),
            offset => new MetricFamily("requests_total", "", MetricType.Counter, LabelSpace.Empty, [], offset),
            offset => new MetricFamily(
                "temperature_celsius",
                "Every kind of number.",
                MetricType.Gauge,
                new LabelSpace([LabelDimension.Generate("n", 9, "")]),
                [],
                offset),
            offset => new MetricFamily(
                "duration_seconds", "With labels.", MetricType.Histogram, new LabelSpace([new LabelDimension("tool", ["bash", "edit"])]), [0.005, 60, 1e6], offset),
            offset => new MetricFamily("size_bytes", "Without.", MetricType.Histogram, LabelSpace.Empty, [1, 2.5], offset),
            offset => new MetricFamily("build_info", "What runs.", MetricType.Info, new LabelSpace([new LabelDimension("version", ["1.0.0", "1.1.0"])]), [], offset),
        ],
        [
            0, 1, 123456789, 0.1 + 0.2,
            13.000001,
            1e6,
            double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, -1.5, 1e-05, 5e-324, double.MaxValue, 999999,
            0, 2, 2000000, 2000001, 120.5,
            0, 0, 0, 0, 0,
            1, 3, 4, 10.25,
            1, 1,
        ]);

    /// <summary>One gauge with many label sets of four labels.</summary>
    public static Snapshot OfGauges(int regions, int workers)
    {
        var labels = new LabelSpace(
        [
            LabelDimension.Generate("region", regions, "eu-"),
            new LabelDimension("tier", ["free", "paid"]),
            LabelDimension.Generate("worker", workers, "w"),
            new LabelDimension("kind", ["a", "bb", "ccc", "dddd", "eeeee"]),
        ]);
        var values = new double[labels.Count];
        for (var i = 0; i < values.Length; i++) values[i] = i % 7 == 0 ? i : Math.Sqrt(i) * 1000 / 3;
        return Create([offset => new MetricFamily("load_ratio", "Load.", MetricType.Gauge, labels, [], offset)], values);
    }

    /// <summary>A snapshot of families that lie one after another.</summary>
    public static Snapshot Create(IEnumerable<Func<int, MetricFamily>> families, double[] values)
    {
        var made = ImmutableArray.CreateBuilder<MetricFamily>();
        var offset = 0;
        foreach (var make in families)
        {
            made.Add(make(offset));
            offset += made[^1].ValueCount;
        }

        return new Snapshot(new Layout(made.ToImmutable()), 0, Instant, values);
    }
}
