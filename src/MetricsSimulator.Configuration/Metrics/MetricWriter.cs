using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Processes;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Processes;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary>Writes the block of a metric, with every key that applies to it: the inverse of <see cref="MetricReader"/>. Thread-safe.</summary>
internal static class MetricWriter
{
    public static MapNode Write(MetricDefinition metric)
    {
        var block = new BlockWriter().Set(MetricKeys.Type, metric.Type).Set(MetricKeys.Name, metric.Name).Set(MetricKeys.Help, metric.Help);
        if (!metric.Labels.Dimensions.IsEmpty) block.Set(MetricKeys.Labels, metric.Labels);
        switch (metric)
        {
            case GaugeDefinition gauge:
                Write(block, gauge.Split);
                Write(block, gauge.Process);
                break;
            case CounterDefinition counter:
                Write(block, counter.Split);
                Write(block, counter.Rate.Process);
                block.Set(ProcessKeys.Per, counter.Rate.Per).Set(MetricKeys.Accumulate, counter.Accumulate);
                // Whole units have a key of their own, and the two may not stand together.
                if (counter.Resolution is 0 or 1) block.Set(MetricKeys.Integer, counter.Resolution == 1);
                else block.Set(MetricKeys.Resolution, counter.Resolution);
                break;
            case HistogramDefinition histogram:
                Write(block, histogram.Split);
                Write(block, histogram.Median);
                var arrivals = new BlockWriter();
                Write(arrivals, histogram.Arrivals.Process);
                arrivals.Set(ProcessKeys.Per, histogram.Arrivals.Per);
                block.Set(MetricKeys.Buckets, histogram.Buckets).Set(MetricKeys.Spread, histogram.Spread).Set(MetricKeys.Arrivals, arrivals.Node);
                break;
            case ThinnedCounterDefinition thinned:
                block.Set(MetricKeys.Of, thinned.Of).Set(MetricKeys.Probability, thinned.Probability);
                break;
        }

        return block.Node;
    }

    private static void Write(BlockWriter block, PathSplit split) => block
        .Set(MetricKeys.PerSeries, split == PathSplit.PerSeries)
        .Set(MetricKeys.Split, split == PathSplit.PerSeries ? PathSplit.Independent : split);

    private static void Write(BlockWriter block, ProcessDefinition process)
    {
        block.Set(ProcessKeys.Process, KindOf(process)).Set(ProcessKeys.InitialValue, process.InitialValue);
        switch (process)
        {
            case BrownianDefinition brownian:
                block.Set(ProcessKeys.Drift, brownian.Drift);
                Write(block, brownian.Volatility);
                break;
            case GeometricBrownianDefinition geometric:
                block.Set(ProcessKeys.Drift, geometric.Drift);
                Write(block, geometric.Volatility);
                break;
            case OrnsteinUhlenbeckDefinition reverting:
                Write(block, reverting.Volatility);
                block.Set(ProcessKeys.MeanReversion,
                    new BlockWriter().Set(MeanReversionKeys.Speed, reverting.Speed).Set(MeanReversionKeys.Level, reverting.Level).Node);
                break;
        }

        block.Set(ProcessKeys.PathBounds, process.Bounds);
        if (process is not ConstantDefinition) block.Set(ProcessKeys.AtBounds, process.AtBounds);
    }

    private static void Write(BlockWriter block, Volatility volatility) =>
        block.Set(ProcessKeys.Volatility, volatility.Value).Set(ProcessKeys.VolatilityPer, volatility.Per);

    private static Keys.Processes KindOf(ProcessDefinition process) => process switch
    {
        ConstantDefinition => Keys.Processes.Constant,
        GeometricBrownianDefinition => Keys.Processes.GeometricBrownian,
        OrnsteinUhlenbeckDefinition => Keys.Processes.OrnsteinUhlenbeck,
        BrownianDefinition => Keys.Processes.Brownian,
        _ => throw new ArgumentException($"{process.GetType().Name} has no key.", nameof(process)),
    };
}
