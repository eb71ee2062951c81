using System.Globalization;
using Prometheus;

namespace PrometheusNetPeer;

/// <summary>Gauges on Brownian paths, with the series and the parameters of <c>bench/scrape/million.yaml</c>.</summary>
internal sealed class GaugeWalk
{
    private const double InitialValue = 500, Drift = 0.01, Volatility = 5, LowerBound = 0, UpperBound = 100_000;
    private const double SecondsBetweenTicks = 2;
    private const int Hosts = 100, Queues = 10, Regions = 10;

    private readonly Lock gate = new();
    private readonly Random random = new(1);
    private readonly double[] values;
    private readonly Gauge.Child[] gauges;

    public GaugeWalk(CollectorRegistry registry, int series)
    {
        var workers = series / (Hosts * Queues * Regions);
        if (workers < 1 || workers * Hosts * Queues * Regions != series)
            throw new ArgumentOutOfRangeException(nameof(series), series, "Must be a multiple of 10000.");
        var family = Metrics.WithCustomRegistry(registry)
            .CreateGauge("bench_queue_depth", "Jobs waiting (simulated)", "host", "queue", "region", "worker");
        var labelSets =
            from host in Names("h", Hosts)
            from queue in Names("q", Queues)
            from region in Names("r", Regions)
            from worker in Names("w", workers)
            select family.WithLabels(host, queue, region, worker);
        gauges = [.. labelSets];
        values = new double[series];
        Array.Fill(values, InitialValue);
        foreach (var gauge in gauges)
            gauge.Set(InitialValue);
    }

    public void Step()
    {
        lock (gate)
        {
            var deviation = Volatility * Math.Sqrt(SecondsBetweenTicks);
            for (var i = 0; i < gauges.Length; i++)
            {
                var value = values[i] + Drift * SecondsBetweenTicks + deviation * Normal();
                values[i] = Math.Clamp(value, LowerBound, UpperBound);
                gauges[i].Set(values[i]);
            }
        }
    }

    /// <summary>A standard normal draw by the Box–Muller transform.</summary>
    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static string[] Names(string prefix, int count) =>
        [.. Enumerable.Range(0, count).Select(i => prefix + i.ToString(CultureInfo.InvariantCulture))];
}
