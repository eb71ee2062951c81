using MetricsSimulator.Metrics;

namespace MetricsSimulator.Bench.Formats;

/// <summary>The work that all benchmarks of expositions share: a million gauges of four labels, each with a number of up to 17 digits.</summary>
internal static class MillionGauges
{
    public const int Count = 1_000_000;

    public static Snapshot Create()
    {
        var labels = new LabelSpace(
        [
            LabelDimension.Generate("region", 10, "eu-west-"),
            LabelDimension.Generate("service", 100, "checkout-"),
            LabelDimension.Generate("instance", 100, "10.0.0."),
            LabelDimension.Generate("worker", 10, "w"),
        ]);
        var family = new MetricFamily("bench_load_ratio", "A load.", MetricType.Gauge, labels, [], 0);
        return new Snapshot(new Layout([family]), 0, DateTimeOffset.UnixEpoch, Values());
    }

    public static double[] Values()
    {
        var random = new Random(1);
        var values = new double[Count];
        for (var i = 0; i < values.Length; i++) values[i] = random.NextDouble() * 1000;
        return values;
    }
}
