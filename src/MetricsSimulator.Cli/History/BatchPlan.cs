using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.History;

/// <summary>Cuts the series of a model into batches, of which a chunk's ticks fit into the cache. Thread-safe.</summary>
internal static class BatchPlan
{
    /// <summary>How many values of one tick a batch has.</summary>
    private const int Width = 512;

    // What derives from another metric is computed with all label sets of that, again for each batch.
    private const int DerivedWidth = 16_384;

    /// <summary>Creates the simulators of the batches.</summary>
    /// <param name="model">The model.</param>
    /// <param name="labels">The labels that every series has after its own.</param>
    public static IEnumerable<Simulator> Simulate(SimulationModel model, ImmutableArray<LabelDimension> labels)
    {
        foreach (var metric in model.Metrics)
        {
            var stride = metric is HistogramDefinition histogram ? histogram.Buckets.Length + 2 : 1;
            var most = Math.Max(1, (metric is ThinnedCounterDefinition ? DerivedWidth : Width) / stride);
            var first = 0;
            do
            {
                var range = new SeriesRange(first, Math.Min(most, metric.Labels.Count - first));
                var simulator = new Simulator(model, SeriesSelection.Of(metric.Key, range), labels, parallelism: 1);
                // A shard may have none of a metric's label sets, and yet some that an explosion adds.
                if (simulator.Layout.ValueCount > 0) yield return simulator;
                first += range.Count;
            }
            while (first < metric.Labels.Count);
        }
    }
}
